import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings, programmeSettings } from '../programme/settings.ts';
import { type CountedOrder, countGoals } from './count-goals.ts';

const settings = defaultSettings('USD', '2026-01-01T00:00:00Z');
const bonusesOf = (bonuses: object) =>
  programmeSettings.parse({ ...settings, earn: { ...settings.earn, bonuses } }).earn.bonuses;
const order = (paidAt: number, bonuses: object, placed = 1_000, kept = placed): CountedOrder => ({
  orderId: String(paidAt),
  paidAt,
  placed,
  kept,
  bonuses: bonusesOf(bonuses),
});
const reached = (orders: CountedOrder[]) =>
  countGoals(orders, 'USD').bonuses.map(({ goal, count, points, orderId }) => [goal, count, points, orderId]);
const card = (more: object = {}) => ({ orderGoals: [{ id: 'card', orders: 3, points: 50, repeat: true, ...more }] });

describe('the first order', () => {
  const first = { firstOrder: { points: 200 } };
  test('is the one that was paid first, and only if its programme gave something for it', () => {
    expect(reached([order(2, first), order(1, first)])).toEqual([['first', 1, 200, '1']]);
    expect(reached([order(2, first), order(1, {})])).toEqual([]);
  });
  test.each([
    ['full', 400, 200],
    ['full', 0, null],
    ['never', 0, 200],
    ['share', 650, 130],
    ['share', 0, 0],
    ['any', 1_000, 200],
    ['any', 999, null],
  ])('26, 27: where a refund takes %s and %d is left, it keeps %s', (onRefund, kept, points) => {
    const one = order(1, { ...first, onRefund }, 1_000, kept);
    expect(reached([one])).toEqual(points === null ? [] : [['first', 1, points, '1']]);
  });
});

describe('a punch card', () => {
  const orders = (count: number, more: object = {}) =>
    Array.from({ length: count }, (_, index) => order(index + 1, card(more)));
  test('pays for every third order, or once', () => {
    expect(reached(orders(7))).toEqual([
      ['orders/card', 1, 50, '3'],
      ['orders/card', 2, 50, '6'],
    ]);
    expect(reached(orders(7, { repeat: false }))).toEqual([['orders/card', 1, 50, '3']]);
    expect(countGoals(orders(5), 'USD').progress.get('orders/card')).toEqual({ done: 2, times: 1 });
  });
  test('does not count what was fully given back: the next order takes its place', () => {
    const [one, ...more] = orders(4);
    expect(reached([{ ...(one as CountedOrder), kept: 0 }, ...more])).toEqual([['orders/card', 1, 50, '4']]);
    expect(reached([{ ...(one as CountedOrder), kept: 1 }, ...more])).toEqual([['orders/card', 1, 50, '3']]);
  });
  test('of which the merchant changes the number pays nothing twice', () => {
    const before = [1, 2, 3].map((at) => order(at, card()));
    const after = [4, 5].map((at) => order(at, card({ orders: 2, points: 70 })));
    expect(reached([...before, ...after])).toEqual([
      ['orders/card', 1, 50, '3'],
      ['orders/card', 2, 70, '5'],
    ]);
  });
  test('that is taken out of the programme keeps what it gave, and counts on when it is back', () => {
    expect(reached([...orders(4), order(5, {}), order(6, card()), order(7, card())])).toEqual([
      ['orders/card', 1, 50, '3'],
      ['orders/card', 2, 50, '7'],
    ]);
  });
});

describe('a goal of spending', () => {
  const goal = { spendGoals: [{ id: 'hundred', amount: '100.00', points: 30, repeat: true }] };
  test('is reached as often as it fits, also by one order, and carries the rest over', () => {
    expect(reached([order(1, goal, 25_000), order(2, goal, 4_999), order(3, goal, 1)])).toEqual([
      ['spend/hundred', 1, 30, '1'],
      ['spend/hundred', 2, 30, '1'],
      ['spend/hundred', 3, 30, '3'],
    ]);
  });
  test('of a cent does not drown the ledger', () => {
    const cent = { spendGoals: [{ id: 'cent', amount: '0.01', points: 1, repeat: true }] };
    expect(reached([order(1, cent, 1_000_000)])).toHaveLength(100);
  });
});

test('whatever is heard first, the bonuses are the same, and no goal is paid twice', () => {
  const all = {
    firstOrder: { points: 9 },
    ...card(),
    spendGoals: [{ id: 's', amount: '15.00', points: 4, repeat: true }],
  };
  const some = fc.array(fc.record({ placed: fc.integer({ min: 1, max: 5_000 }), kept: fc.nat(5_000) }), {
    maxLength: 9,
  });
  fc.assert(
    fc.property(some, fc.constantFrom('full', 'never', 'share', 'any'), fc.nat(1_000), (bought, onRefund, turn) => {
      const orders = bought.map(({ placed, kept }, index) =>
        order(index + 1, { ...all, onRefund }, placed, Math.min(placed, kept)),
      );
      const turned = orders.map((_, index) => orders[(index * 7 + turn) % orders.length] as CountedOrder);
      const distinct = [...new Set([...turned, ...orders])];
      const bonuses = reached(orders);
      expect(reached(distinct)).toEqual(bonuses);
      expect(new Set(bonuses.map(([goal, count]) => `${goal} ${count}`)).size).toBe(bonuses.length);
    }),
  );
});
