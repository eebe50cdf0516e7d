import { expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { addDuration } from './duration.ts';

test('it runs with the wall, stands still when told, and goes on from there', () => {
  let wall = 1000;
  const clock = createClock({ wallNow: () => wall, start: 50_000 });
  wall += 10;
  expect(clock.now()).toBe(50_010);
  clock.change({ running: false });
  wall += 1000;
  expect(clock.now()).toBe(50_010);
  clock.change({ now: 60_000 });
  expect(clock.now()).toBe(60_000);
  clock.change({ running: true });
  wall += 5;
  expect(clock.now()).toBe(60_005);
  expect(clock.rev()).toBe(4);
});

test('it never goes back, not with the wall either', () => {
  let wall = 1000;
  const clock = createClock({ wallNow: () => wall, start: 50_000 });
  wall += 100;
  expect(clock.now()).toBe(50_100);
  wall -= 90;
  expect(clock.now()).toBe(50_100);
  expect(() => clock.change({ now: 50_099 })).toThrow(RangeError);
});

test.each([
  ['P14D', '2026-01-31T12:00:00Z', '2026-02-14T12:00:00.000Z'],
  ['P1M', '2026-01-31T12:00:00Z', '2026-02-28T12:00:00.000Z'],
  ['P1M', '2028-01-31T12:00:00Z', '2028-02-29T12:00:00.000Z'],
  ['P1Y2M', '2025-12-31T00:00:00Z', '2027-02-28T00:00:00.000Z'],
  ['PT1H30M', '2026-01-31T23:00:00Z', '2026-02-01T00:30:00.000Z'],
  ['P2W', '2026-01-01T00:00:00Z', '2026-01-15T00:00:00.000Z'],
  ['PT0.5S', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.500Z'],
])('%s after %s', (duration, from, to) => {
  expect(new Date(addDuration(Date.parse(from), duration) ?? 0).toISOString()).toBe(to);
});

test.each(['14D', 'P', 'PT', 'P1', '-P1D', 'P1DT', 'two weeks', ''])('"%s" is no duration', (text) => {
  expect(addDuration(0, text)).toBeNull();
});
