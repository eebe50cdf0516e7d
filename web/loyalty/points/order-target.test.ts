import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EarnTerms } from './earn-rules.ts';
import {
  isFullyPaid,
  type OrderLine,
  type OrderRefund,
  type OrderState,
  orderTarget,
  typedAmount,
} from './order-target.ts';

const terms: EarnTerms = { points: 1, perMinor: 100, basis: 'net', minimum: null, factors: {} };
const line = (id: string, unitPrice: number, more: Partial<OrderLine> = {}): OrderLine => ({
  id,
  productId: null,
  giftCard: false,
  tip: false,
  quantity: 1,
  currentQuantity: 1,
  unitPrice,
  discount: 0,
  tax: 0,
  ...more,
});
const refund = (more: Partial<OrderRefund>): OrderRefund => ({
  createdAt: 2,
  lines: [],
  money: 0,
  shipping: 0,
  duties: 0,
  taxOnly: 0,
  ...more,
});
const order = (lines: OrderLine[], more: Partial<OrderState> = {}): OrderState => {
  const subtotal = lines.reduce((sum, { unitPrice, quantity, discount }) => sum + unitPrice * quantity - discount, 0);
  return {
    test: false,
    cancelled: false,
    deleted: false,
    financialStatus: 'paid',
    paidAt: 1,
    taxesIncluded: false,
    total: subtotal,
    subtotal,
    lines,
    refunds: [],
    ...more,
  };
};

describe('what an order should hold', () => {
  test('18: thirds, refunded one by one', () => {
    const lines = [line('a', 333), line('b', 333), line('c', 334)];
    const back = ['a', 'b', 'c'].map((lineId) => refund({ lines: [{ lineId, quantity: 1 }] }));
    expect([0, 1, 2, 3].map((count) => orderTarget(order(lines, { refunds: back.slice(0, count) }), terms))).toEqual([
      10, 6, 3, 0,
    ]);
  });

  test('a refund and a lowered quantity are the same removal, heard twice', () => {
    const lines = [line('a', 2_500, { quantity: 4, currentQuantity: 3 })];
    expect(orderTarget(order(lines, { refunds: [refund({ lines: [{ lineId: 'a', quantity: 1 }] })] }), terms)).toBe(75);
    expect(orderTarget(order(lines), terms)).toBe(75);
  });

  test('22, 23: typed amounts are shares of the total, and add up', () => {
    const lines = [line('a', 10_000, { tax: 2_000 })];
    const at = (...typed: number[]) =>
      orderTarget(order(lines, { total: 13_000, refunds: typed.map((money) => refund({ money })) }), terms);
    expect([at(2_600), at(2_600, 1_300)]).toEqual([80, 70]);
  });

  test('21, 83: lines and typed amounts together never take more than there is', () => {
    const lines = [line('a', 6_000), line('b', 4_000)];
    const typed = refund({ money: 2_000 });
    const second = refund({ lines: [{ lineId: 'b', quantity: 1 }], money: 4_000 });
    const first = refund({ lines: [{ lineId: 'a', quantity: 1 }], money: 6_000 });
    expect(orderTarget(order(lines, { refunds: [typed] }), terms)).toBe(80);
    expect(orderTarget(order(lines, { refunds: [typed, second] }), terms)).toBe(40);
    expect(orderTarget(order(lines, { refunds: [typed, second, first] }), terms)).toBe(0);
  });

  test('24: shipping, duties or a tax alone take nothing', () => {
    expect(typedAmount(refund({ money: 700, shipping: 700 }))).toBe(0);
    expect(typedAmount(refund({ money: 150, taxOnly: 150 }))).toBe(0);
    expect(typedAmount(refund({ money: 900, shipping: 700, duties: 200 }))).toBe(0);
    expect(typedAmount(refund({ money: 1_000, shipping: 700 }))).toBe(300);
  });

  test('a typed amount after an edit is a share of the larger order', () => {
    const lines = [line('a', 10_000), line('added', 10_000)];
    const edited = order(lines, { total: 10_000, subtotal: 10_000, refunds: [refund({ money: 5_000 })] });
    expect(orderTarget(edited, terms)).toBe(150);
  });

  test('a tip is not what an edit has added', () => {
    const lines = [line('a', 10_000), line('tip', 1_000, { tip: true })];
    const tipped = order(lines, { total: 11_000, subtotal: 10_000, refunds: [refund({ money: 1_100 })] });
    expect(orderTarget(tipped, terms)).toBe(90);
  });

  test.each([{ test: true }, { cancelled: true }, { deleted: true }, { financialStatus: 'voided' }])(
    'is nothing when %j',
    (more) => {
      expect(orderTarget(order([line('a', 10_000)], more), terms)).toBe(0);
    },
  );

  test('a line that Shopify lists with no units is worth nothing', () => {
    expect(orderTarget(order([line('a', 10_000, { quantity: 0, currentQuantity: 0 })]), terms)).toBe(0);
  });

  test('only falls while refunds are added, and ends at nothing', () => {
    const lines = fc.array(
      fc.record({ unitPrice: fc.integer({ min: 0, max: 99_999 }), quantity: fc.integer({ min: 1, max: 5 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(lines, fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 4 }), (sold, typed) => {
        const all = sold.map((each, index) =>
          line(String(index), each.unitPrice, { ...each, currentQuantity: each.quantity }),
        );
        const refunds = [
          ...typed.map((money) => refund({ money })),
          ...all.map(({ id, quantity }) => refund({ lines: [{ lineId: id, quantity }], money: 1 })),
        ];
        let last = orderTarget(order(all), terms);
        for (let count = 1; count <= refunds.length; count += 1) {
          const target = orderTarget(order(all, { refunds: refunds.slice(0, count) }), terms);
          expect(target).toBeLessThanOrEqual(last);
          last = target;
        }
        expect(last).toBe(0);
      }),
    );
  });
});

describe('lines that count differently', () => {
  const at = (order: OrderState, factors: EarnTerms['factors'], more: Partial<EarnTerms> = {}) =>
    orderTarget(order, { ...terms, factors, ...more });

  test('12, 13, 81: are added as exact fractions and cut off once', () => {
    expect(at(order([line('a', 4_995)]), { a: '1.5' })).toBe(74);
    expect(at(order([line('a', 8_000)]), { a: '1.5' })).toBe(120);
    expect(at(order([line('a', 1_000), line('b', 2_000)]), { a: '3', b: '1.5' })).toBe(60);
    expect(at(order([line('a', 33), line('b', 33)]), { a: '1.5', b: '1.55' })).toBe(1);
    expect(at(order([line('a', 1_000), line('b', 2_000)]), { a: '0' })).toBe(20);
  });

  test('lose what they earned when they go back, and a typed amount takes its share of all', () => {
    const lines = [line('a', 1_000), line('b', 2_000)];
    const factors = { a: '3', b: '1.5' };
    const back = refund({ lines: [{ lineId: 'a', quantity: 1 }] });
    expect(at(order(lines, { refunds: [back] }), factors)).toBe(30);
    expect(at(order(lines, { refunds: [refund({ money: 1_500 })] }), factors)).toBe(30);
  });
});

describe('an order that has to reach a minimum', () => {
  const least: EarnTerms = { ...terms, minimum: 5_000, factors: { x: '0' } };
  const back = (createdAt: number) => refund({ createdAt, lines: [{ lineId: 'b', quantity: 1 }] });

  test('earns nothing below it, all from it on', () => {
    expect(orderTarget(order([line('a', 4_999)]), least)).toBe(0);
    expect(orderTarget(order([line('a', 5_000)]), least)).toBe(50);
  });
  test('does not reach it by lines that earn nothing', () => {
    expect(orderTarget(order([line('a', 4_999), line('x', 9_999)]), least)).toBe(0);
    expect(orderTarget(order([line('a', 4_999), line('g', 9_999, { giftCard: true })]), least)).toBe(0);
  });
  test('keeps its share when a refund takes it below, not what was taken out before the payment', () => {
    const lines = [line('a', 3_000), line('b', 3_000)];
    expect(orderTarget(order(lines, { paidAt: 2, refunds: [back(3)] }), least)).toBe(30);
    expect(orderTarget(order(lines, { paidAt: 2, refunds: [back(1)] }), least)).toBe(0);
  });
});

test('paid is what was paid once, whatever went back', () => {
  const statuses = [
    'paid',
    'partially_refunded',
    'refunded',
    'pending',
    'authorized',
    'partially_paid',
    'voided',
    null,
  ];
  expect(statuses.map(isFullyPaid)).toEqual([true, true, true, false, false, false, false, false]);
});
