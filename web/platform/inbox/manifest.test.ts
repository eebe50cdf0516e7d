import { expect, test } from 'vitest';
import { DAY } from '../kit/clock.ts';
import { inbox } from './manifest.ts';

test('stores that came at different times are tidied at the same moment, once a day', () => {
  const [schedule] = inbox.schedules ?? [];
  const morning = Date.parse('2026-11-02T08:15:30.123Z');
  const midnight = Date.parse('2026-11-03T00:00:00Z');
  expect(schedule?.nextRun(morning)).toBe(midnight);
  expect(schedule?.nextRun(morning + 5 * 60_000)).toBe(midnight);
  expect(schedule?.nextRun(midnight)).toBe(midnight + DAY);
});
