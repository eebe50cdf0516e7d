import { expect, test } from 'vitest';
import { DAY } from '../kit/clock.ts';
import type { ShopId } from '../kit/ids.ts';
import { onceADay } from './once-a-day.ts';

const NOON = Date.parse('2026-11-02T12:00:00Z');
const stores = (count: number) => Array.from({ length: count }, (_, index) => (index + 1) as ShopId);

test('a store’s time of day stays the same, however late its run was and whenever it began', () => {
  for (const shopId of stores(50)) {
    const first = onceADay(NOON, shopId);
    expect(first).toBeGreaterThan(NOON);
    expect(first).toBeLessThanOrEqual(NOON + DAY);
    expect(onceADay(first - 1, shopId)).toBe(first);
    expect(onceADay(first, shopId)).toBe(first + DAY);
    expect(onceADay(first + DAY - 1, shopId)).toBe(first + DAY);
  }
});

test.each([3, 100, 10_000])('%i stores that begin at the same moment are spread over the whole day', (count) => {
  const times = stores(count)
    .map((shopId) => onceADay(NOON, shopId))
    .sort((a, b) => a - b);
  const gaps = times.map((time, index) => (times[index + 1] ?? (times[0] ?? 0) + DAY) - time);
  // Nowhere more than three times as far apart, and nowhere nearer than a third of it.
  expect(Math.max(...gaps)).toBeLessThan((3 * DAY) / count);
  expect(Math.min(...gaps)).toBeGreaterThan(DAY / count / 3);
});
