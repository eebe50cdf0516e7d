import { expect, test } from 'vitest';
import { nextWeekend } from './next-weekend.ts';

test.each([
  ['2026-11-23', '2026-11-28T00:00', '2026-11-30T00:00'],
  ['2026-11-27', '2026-11-28T00:00', '2026-11-30T00:00'],
  ['2026-11-28', '2026-12-05T00:00', '2026-12-07T00:00'],
  ['2026-11-29', '2026-12-05T00:00', '2026-12-07T00:00'],
  ['2026-12-31', '2027-01-02T00:00', '2027-01-04T00:00'],
])('seen from %s the next whole weekend is from %s to %s', (today, from, until) => {
  expect(nextWeekend(today)).toEqual({ from, until });
});
