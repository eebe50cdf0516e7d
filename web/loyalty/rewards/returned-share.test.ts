/** Rules J and M: cases 36–38 and what lies between them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderState } from '../points/index.ts';
import { pointsToReturn } from './returned-share.ts';

type Line = OrderState['lines'][number];
const line = (id: string, more: Partial<Line> = {}): Line => ({
  id,
  productId: null,
  quantity: 1,
  currentQuantity: 1,
  unitPrice: 5_000,
  discount: 0,
  tax: 0,
  giftCard: false,
  tip: false,
  ...more,
});
const order = (lines: Line[], more: Partial<OrderState> = {}): OrderState => ({
  test: false,
  cancelled: false,
  deleted: false,
  financialStatus: 'paid',
  paidAt: 0,
  taxesIncluded: false,
  total: lines.reduce((sum, { unitPrice, quantity, discount }) => sum + unitPrice * quantity - discount, 0),
  subtotal: lines.reduce((sum, { unitPrice, quantity, discount }) => sum + unitPrice * quantity - discount, 0),
  lines,
  refunds: [],
  ...more,
});
const refund = (lines: { lineId: string; quantity: number }[], money = 0, more = {}) => ({
  createdAt: 1,
  lines,
  money,
  shipping: 0,
  duties: 0,
  taxOnly: 0,
  ...more,
});

test('38: thirds add up to the whole', () => {
  const lines = ['a', 'b', 'c'].map((id) => line(id, { discount: 100 }));
  const reward = { points: 100, lines: lines.map(({ id }) => ({ lineId: id, amount: 100 })) };
  const back = [0, 1, 2, 3].map((count) =>
    pointsToReturn(
      order(lines, { refunds: lines.slice(0, count).map(({ id }) => refund([{ lineId: id, quantity: 1 }])) }),
      reward,
    ),
  );
  expect(back).toEqual([0, 33, 66, 100]);
});

test('only the lines that it was taken off count', () => {
  const lines = [line('a', { discount: 1_000 }), line('b')];
  const reward = { points: 100, lines: [{ lineId: 'a', amount: 1_000 }] };
  const returned = (id: string) => order(lines, { refunds: [refund([{ lineId: id, quantity: 1 }])] });
  expect(pointsToReturn(returned('b'), reward)).toBe(0);
  expect(pointsToReturn(returned('a'), reward)).toBe(100);
});

test('a typed amount brings back its part of the total; shipping alone brings nothing', () => {
  const lines = [line('a', { discount: 1_000 })];
  const reward = { points: 100, lines: [{ lineId: 'a', amount: 1_000 }] };
  const given = (money: number, more = {}) => order(lines, { total: 5_000, refunds: [refund([], money, more)] });
  expect(pointsToReturn(given(1_250), reward)).toBe(25);
  expect(pointsToReturn(given(5_000), reward)).toBe(100);
  expect(pointsToReturn(given(900, { shipping: 900 }), reward)).toBe(0);
});

test.each([{ cancelled: true }, { deleted: true }, { test: true }, { financialStatus: 'voided' }])(
  'an order that does not count any more (%o) gives back everything, shipping too',
  (more) => {
    expect(pointsToReturn(order([line('a')], more), { points: 70, lines: [] })).toBe(70);
  },
);

test('free shipping comes back with the last of the goods', () => {
  const lines = [line('a'), line('b'), line('tip', { tip: true })];
  const back = (...ids: string[]) =>
    pointsToReturn(order(lines, { refunds: [refund(ids.map((lineId) => ({ lineId, quantity: 1 })))] }), {
      points: 70,
      lines: [],
    });
  expect([back(), back('a'), back('a', 'b')]).toEqual([0, 0, 70]);
});

test('whatever is returned, in whatever parts, it is never more than was spent, never less than before, and all in the end', () => {
  const some = fc.record({
    quantity: fc.integer({ min: 1, max: 5 }),
    amount: fc.integer({ min: 0, max: 9_999 }),
  });
  fc.assert(
    fc.property(fc.array(some, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 1e6 }), (parts, points) => {
      const lines = parts.map(({ quantity, amount }, at) =>
        line(String(at), { quantity, currentQuantity: quantity, discount: amount, unitPrice: 10_000 }),
      );
      const reward = { points, lines: parts.map(({ amount }, at) => ({ lineId: String(at), amount })) };
      const units = parts.flatMap(({ quantity }, at) => Array.from({ length: quantity }, () => String(at)));
      let before = 0;
      for (let count = 0; count <= units.length; count += 1) {
        const refunds = units.slice(0, count).map((lineId) => refund([{ lineId, quantity: 1 }]));
        const back = pointsToReturn(order(lines, { refunds }), reward);
        expect(back).toBeGreaterThanOrEqual(before);
        expect(back).toBeLessThanOrEqual(points);
        before = back;
      }
      expect(before).toBe(points);
    }),
  );
});
