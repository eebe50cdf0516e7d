import { describe, expect, test } from 'vitest';
import { coffee } from './coffee/store.ts';
import { home } from './home/store.ts';
import { DAY } from './local-time.ts';
import { historyLength, planHistory } from './plan-history.ts';

const now = Date.parse('2026-11-22T00:00:00Z');

describe.each([coffee, home])('the past of $handle', (store) => {
  const history = planHistory(store, now);

  test('is the same for the same moment', () => {
    expect(planHistory(store, now)).toEqual(history);
  });

  test('is another one at another moment', () => {
    expect(planHistory(store, now + 60 * DAY).orders).not.toEqual(history.orders);
  });

  test('has orders of eighteen months, in order of time, none in the future', () => {
    const times = history.orders.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(now - historyLength - DAY);
    expect(Math.max(...times)).toBeLessThan(now);
    expect(Math.max(...times)).toBeGreaterThan(now - 3 * DAY);
  });

  test('has as many orders as a demo can load quickly', () => {
    expect(history.orders.length).toBeGreaterThan(400);
    expect(history.orders.length).toBeLessThan(800);
  });

  test('tells of each order only what had happened by now, after the order itself', () => {
    const moments = history.orders.flatMap(({ at, paidAt, shipped, refund, cancelled }) =>
      [paidAt, shipped?.at, shipped?.deliveredAt, refund?.at, cancelled?.at].map((moment) => ({
        at,
        moment: moment ?? at,
      })),
    );
    expect(moments.filter(({ at, moment }) => moment < at || moment > now)).toEqual([]);
  });

  test('refunds only what was paid and delivered, and never what was cancelled', () => {
    const refunded = history.orders.filter(({ refund }) => refund !== null);
    const possible = refunded.filter(
      ({ refund, paidAt, shipped, cancelled }) =>
        cancelled === null &&
        (refund?.at ?? 0) > (paidAt ?? Number.POSITIVE_INFINITY) &&
        (refund?.at ?? 0) > (shipped?.deliveredAt ?? Number.POSITIVE_INFINITY),
    );
    expect(refunded.length).toBeGreaterThan(10);
    expect(possible).toEqual(refunded);
  });

  test('refunds no more of a line than was ordered', () => {
    const partly = history.orders.flatMap((order) => (order.refund?.lines ?? []).map((line) => ({ order, line })));
    expect(partly.length).toBeGreaterThan(5);
    for (const { order, line } of partly) {
      expect(line.quantity).toBeGreaterThan(0);
      expect(line.quantity).toBeLessThanOrEqual(order.lines[line.index]?.quantity ?? 0);
    }
  });

  test('has buyers who return and buyers who do not', () => {
    const counts = new Map<number, number>();
    for (const { buyer } of history.orders) counts.set(buyer, (counts.get(buyer) ?? 0) + 1);
    const repeat = [...counts.values()].filter((count) => count > 1).length / counts.size;
    expect(counts.size).toBe(store.shoppers.customers);
    expect(repeat).toBeGreaterThan(0.3);
    expect(repeat).toBeLessThan(0.7);
  });

  test('puts together what belongs together more often than chance would', () => {
    const handles = new Map(store.products.flatMap(({ handle, variants }) => variants.map(({ sku }) => [sku, handle])));
    const baskets = history.orders.map(({ lines }) => new Set(lines.map(({ sku }) => handles.get(sku))));
    const share = (...items: string[]): number =>
      baskets.filter((basket) => items.every((item) => basket.has(item))).length / baskets.length;
    const [strongest] = store.affinities.toSorted((a, b) => b[2] - a[2]);
    const [one = '', other = ''] = strongest ?? [];
    expect(share(one, other)).toBeGreaterThan(1.5 * share(one) * share(other));
  });

  test('writes to nobody: every address is of a domain kept for examples, and none is used twice', () => {
    const emails = history.buyers.map(({ email }) => email);
    expect(new Set(emails).size).toBe(emails.length);
    for (const email of emails) expect(email).toMatch(/^[a-z0-9.]+@example\.(com|net|org)$/);
  });
});

test('coffee parcels are often paid at the door, some later than the others, a few never', () => {
  const cash = planHistory(coffee, now).orders.filter(({ payWith }) => payWith === 'cod');
  expect(cash.length).toBeGreaterThan(250);
  expect(cash.filter(({ cancelled }) => cancelled?.reason === 'declined').length).toBeGreaterThan(5);
  expect(cash.every(({ at, paidAt }) => paidAt === null || paidAt > at)).toBe(true);
});
