import { expect, test } from 'vitest';
import { defaultSettings, type ProgrammeVersion } from '../programme/settings.ts';
import { switchedOnSince } from './switched-on.ts';

const settings = defaultSettings('USD', '2026-01-01T00:00:00Z');
const version = (validFrom: number, on: boolean, status: 'on' | 'paused' | 'off' = 'on'): ProgrammeVersion => ({
  version: validFrom,
  validFrom,
  settings: { ...settings, status, emails: { ...settings.emails, kinds: { points_earned: on } } },
});

test('an email is on since it was last switched on, whatever else was changed since', () => {
  const since = (...versions: ProgrammeVersion[]) => switchedOnSince(versions, 'points_earned');
  expect(since(version(1, false))).toBeNull();
  expect(since(version(1, true), version(2, false))).toBeNull();
  expect(since(version(1, true))).toBe(1);
  expect(since(version(1, true), version(2, true))).toBe(1);
  expect(since(version(1, true), version(2, false), version(3, true), version(4, true))).toBe(3);
  // While the programme is off nobody hears of it; a pause stops earning alone.
  expect(since(version(1, true), version(2, true, 'off'), version(3, true))).toBe(3);
  expect(since(version(1, true), version(2, true, 'paused'))).toBe(1);
  expect(switchedOnSince([version(1, true)], 'tier_reached')).toBeNull();
});
