import { expect, test } from 'vitest';
import { checkDay, firstDay } from './chosen-day.ts';

const programme = { startsAt: '2026-11-22T05:00:00.000Z', timeZone: 'Asia/Ho_Chi_Minh' };

test('A day begins where the shop is, and ends where orders earn by themselves', () => {
  expect(checkDay('2026-11-01', programme)).toEqual({ since: '2026-10-31T17:00:00.000Z' });
  // The programme began at noon: the morning of that day is still the past.
  expect(checkDay('2026-11-22', programme)).toEqual({ since: '2026-11-21T17:00:00.000Z' });
  expect(checkDay('2026-11-23', programme)).toEqual({ problem: 'tooLate' });
  expect(checkDay('', programme)).toEqual({ problem: 'missing' });
});

test('The first choice is what was looked at last, else the oldest order, else none', () => {
  const preview = { since: '2026-09-30T17:00:00.000Z', askedAt: '', version: 1, scanned: 0, total: 0, counted: null };
  const oldest = { reachesBackTo: '2026-09-20T20:00:00.000Z' };
  expect(firstDay({ preview }, oldest, programme)).toBe('2026-10-01');
  expect(firstDay({ preview: null }, oldest, programme)).toBe('2026-09-21');
  expect(firstDay({ preview: null }, { reachesBackTo: null }, programme)).toBe('');
  expect(firstDay({ preview: null }, { reachesBackTo: '2026-11-23T00:00:00.000Z' }, programme)).toBe('');
});
