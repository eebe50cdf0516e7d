import { expect, test } from 'vitest';
import { defaultSettings } from '../programme/settings.ts';
import { bookingTerms, type Expiry, expiresAfterReturn, expiresAt, remindAt } from './booking-terms.ts';

const expiry: Expiry = { months: 1, remindDays: 7, since: 0, timeZone: 'Asia/Ho_Chi_Minh' };
const at = (moment: string) => Date.parse(moment);
const iso = (ms: number | null) => ms && new Date(ms).toISOString();

test('54: month ends are clamped, and a lot is good until the end of its last day in the store’s time zone', () => {
  expect(iso(expiresAt(expiry, at('2026-01-31T03:00:00Z')))).toBe('2026-02-28T16:59:59.999Z');
  expect(iso(expiresAt(expiry, at('2028-01-31T03:00:00Z')))).toBe('2028-02-29T16:59:59.999Z');
  // Late in the evening of Greenwich it is the next day there.
  expect(iso(expiresAt(expiry, at('2026-01-30T18:00:00Z')))).toBe('2026-02-28T16:59:59.999Z');
  expect(expiresAt(expiry, null)).toBeNull();
  expect(expiresAt(null, 0)).toBeNull();
});

test('55: what was there before points lapsed at all has a full period from then', () => {
  const terms = { ...expiry, months: 12, since: at('2026-05-01T02:00:00Z') };
  expect(iso(expiresAt(terms, at('2024-11-10T00:00:00Z')))).toBe('2027-05-01T16:59:59.999Z');
  const settings = defaultSettings('USD', '2020-01-01T00:00:00Z');
  const version = (number: number, months: number | null) => ({
    version: number,
    validFrom: number,
    settings: { ...settings, expiry: months === null ? null : { months, remindDays: 7 } },
  });
  const since = (...months: (number | null)[]) =>
    bookingTerms(
      months.map((each, index) => version(index + 1, each)),
      'UTC',
    ).expiry?.since;
  expect(since(null, 12, 6)).toBe(2);
  expect(since(12, null, 6)).toBe(3);
  expect(since(12, null)).toBeUndefined();
});

test('what comes back after its last day is good for thirty more, and reminders come in the morning', () => {
  expect(iso(expiresAfterReturn(expiry, at('2026-04-10T03:00:00Z')))).toBe('2026-05-10T16:59:59.999Z');
  expect(expiresAfterReturn(null, 0)).toBeNull();
  expect(iso(remindAt(expiry, at('2026-05-10T16:59:59.999Z')))).toBe('2026-05-03T02:00:00.000Z');
});
