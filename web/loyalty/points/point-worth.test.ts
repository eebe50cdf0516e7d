import { expect, test } from 'vitest';
import { pointsWorth } from './point-worth.ts';

test('points are worth their share of what the merchant says, rounded down', () => {
  expect(pointsWorth(250, { points: 100, amount: '5.00' }, 'USD')).toBe('12.50');
  expect(pointsWorth(33, { points: 100, amount: '1' }, 'USD')).toBe('0.33');
  expect(pointsWorth(7, { points: 100, amount: '50000' }, 'VND')).toBe('3500');
  expect(pointsWorth(-30, { points: 100, amount: '5.00' }, 'USD')).toBe('-1.50');
});
