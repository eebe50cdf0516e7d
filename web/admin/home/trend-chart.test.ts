import { expect, test } from 'vitest';
import { barsOf } from './trend-chart.tsx';

test('Bars rise from the zero line for what was given and hang from it for what was taken back', () => {
  const { zero, bars } = barsOf([90, -30, 0]);
  expect(zero).toBe(90);
  expect(bars).toEqual([
    { top: 0, height: 90 },
    { top: 90, height: 30 },
    { top: 89, height: 1 },
  ]);
});

test('Days without any points leave a hairline each', () => {
  expect(barsOf([0, 0]).bars).toEqual([
    { top: 119, height: 1 },
    { top: 119, height: 1 },
  ]);
});
