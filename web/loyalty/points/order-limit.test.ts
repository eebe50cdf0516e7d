import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../programme/settings.ts';
import { comesBefore, type InPeriod, limitOf, type OrderLimit, roomFor } from './order-limit.ts';

test("periods are those of the store's calendar", () => {
  const settings = defaultSettings('USD', '2026-01-01T00:00:00Z');
  const limited = { earn: { ...settings.earn, limit: { points: 100, period: 'day' as const } } };
  expect(limitOf(limited, Date.parse('2026-03-01T18:00:00Z'), 'Asia/Ho_Chi_Minh')).toEqual({
    points: 100,
    from: Date.parse('2026-03-01T17:00:00Z'),
    until: Date.parse('2026-03-02T17:00:00Z'),
  });
  expect(limitOf(settings, 0, 'UTC')).toBeNull();
});

const limit: OrderLimit = { points: 100, from: 0, until: 1_000 };
const paid = (orderId: string, paidAt: number, held = 0, award: number | null = null): InPeriod => ({
  orderId,
  paidAt,
  award,
  held,
});

describe('room', () => {
  test('is what those leave that were paid before, in the same period', () => {
    const others = [paid('1', 10, 30), paid('2', 20, 50), paid('3', 40, 60), paid('0', -5, 90)];
    expect(roomFor(paid('9', 30), limit, others)).toBe(20);
    expect(roomFor(paid('9', 5), limit, others)).toBe(100);
    expect(roomFor(paid('9', 999), limit, others)).toBe(0);
  });
  test('is not taken by what the past has brought, but the past waits for all others', () => {
    const past = paid('1', 10, 100, 1);
    expect(roomFor(paid('9', 30), limit, [past])).toBe(100);
    expect(roomFor(paid('1', 10, 0, 1), limit, [paid('9', 30, 80)])).toBe(20);
  });

  test('is the same whatever was heard first', () => {
    const orders = fc.array(
      fc.record({ paidAt: fc.nat(1_200), worth: fc.nat(80), award: fc.constantFrom(null, null, 1) }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(orders, fc.array(fc.nat(100), { minLength: 60, maxLength: 60 }), (bought, dice) => {
        const all = bought.map((one, index) => ({
          ...paid(String(index), one.paidAt, 0, one.award),
          worth: one.worth,
        }));
        const settle = (heard: typeof all) => {
          const known: typeof all = [];
          const waiting = [...heard];
          // As the ledger does it: each that is heard is booked, and when it changed, those after it in its period once more.
          for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            const order = known.find(({ orderId }) => orderId === next?.orderId) ?? { ...next, held: -1 };
            if (!known.includes(order)) known.push(order);
            const inside = order.paidAt < limit.until;
            const held = inside ? Math.min(order.worth, roomFor(order, limit, known)) : order.worth;
            if (held === order.held) continue;
            order.held = held;
            if (inside)
              waiting.push(...known.filter((other) => comesBefore(order, other) && other.paidAt < limit.until));
          }
          return Object.fromEntries(known.map(({ orderId, held }) => [orderId, held] as const));
        };
        const shuffled = all
          .map((order, index) => ({ order, rank: dice[index] ?? 0 }))
          .toSorted((a, b) => a.rank - b.rank)
          .map(({ order }) => order);
        const end = settle(all);
        expect(settle(shuffled)).toEqual(end);
        const inside = all.filter(({ paidAt }) => paidAt < limit.until);
        const worth = inside.reduce((sum, one) => sum + one.worth, 0);
        expect(inside.reduce((sum, { orderId }) => sum + (end[orderId] ?? 0), 0)).toBe(Math.min(100, worth));
      }),
    );
  });
});
