import { expect, test } from 'vitest';
import { placesOf } from './bar-chart.tsx';

test('Bars rise from the zero line for what was given and hang from it for what was taken back', () => {
  const { zero, places } = placesOf([90, -30, 0]);
  expect(zero).toBe(90);
  expect(places).toEqual([
    { top: 0, height: 90 },
    { top: 90, height: 30 },
    { top: 90, height: 0 },
  ]);
});

test('A small number beside a large one is still seen, and nothing is nothing', () => {
  const { places } = placesOf([100_000, 1, 0]);
  expect(places.map(({ height }) => Math.round(height))).toEqual([120, 1, 0]);
});
