import { expect, test } from 'vitest';
import { dayInShop, startOfDay, timeZoneName } from './shop-day.ts';

test('A moment falls on the day of the shop’s own calendar', () => {
  expect(dayInShop('2026-11-21T20:30:00Z', 'Asia/Ho_Chi_Minh')).toBe('2026-11-22');
  expect(dayInShop('2026-11-22T03:30:00Z', 'America/New_York')).toBe('2026-11-21');
});

test('A day begins at midnight in the shop, also where the clocks change on it', () => {
  expect(startOfDay('2026-11-22', 'Asia/Ho_Chi_Minh')).toBe('2026-11-21T17:00:00.000Z');
  expect(startOfDay('2026-03-08', 'America/New_York')).toBe('2026-03-08T05:00:00.000Z');
  expect(startOfDay('2026-03-09', 'America/New_York')).toBe('2026-03-09T04:00:00.000Z');
  expect(startOfDay('2026-11-02', 'America/New_York')).toBe('2026-11-02T05:00:00.000Z');
});

test('What is no day has no beginning', () => {
  expect([startOfDay('', 'UTC'), startOfDay('2026-13-01', 'UTC'), startOfDay('tomorrow', 'UTC')]).toEqual([
    null,
    null,
    null,
  ]);
});

test('A time zone is called by its name, not by its code', () => {
  expect(timeZoneName('America/New_York', 'en')).toBe('Eastern Time');
});
