import { expect, test } from 'vitest';
import type { ShopId } from '../kit/ids.ts';
import { createBackgroundBudget } from './background-budget.ts';

const SHOP = 1 as ShopId;

test('background work leaves half of the bucket free, and may go on when it has refilled so far', () => {
  let now = 1_000_000;
  const budget = createBackgroundBudget(() => now);
  expect(budget.waitMs(SHOP)).toBe(0);
  budget.learn(SHOP, { maximumAvailable: 2000, currentlyAvailable: 1000, restoreRate: 100 });
  expect(budget.waitMs(SHOP)).toBe(0);
  budget.learn(SHOP, { maximumAvailable: 2000, currentlyAvailable: 700, restoreRate: 100 });
  expect(budget.waitMs(SHOP)).toBe(3_000);
  now += 2_000;
  expect(budget.waitMs(SHOP)).toBe(1_000);
  // Another store has a bucket of its own.
  expect(budget.waitMs(2 as ShopId)).toBe(0);
  now += 1_000;
  expect(budget.waitMs(SHOP)).toBe(0);
  budget.learn(SHOP, { maximumAvailable: 2000, currentlyAvailable: 0, restoreRate: 1 });
  expect(budget.waitMs(SHOP)).toBe(60_000);
});
