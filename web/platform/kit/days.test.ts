import { expect, test } from 'vitest';
import { addDays, addMonths, dayIn, endOfDay, lastDays, momentIn, periodOf, startOfDay } from './days.ts';

test('a moment is another day elsewhere', () => {
  const moment = Date.parse('2026-03-01T18:30:00Z');
  expect(dayIn('UTC', moment)).toBe('2026-03-01');
  expect(dayIn('Asia/Ho_Chi_Minh', moment)).toBe('2026-03-02');
});

test('days are counted by the calendar, also over a change of the clocks', () => {
  const afterChange = Date.parse('2026-03-30T00:30:00+02:00');
  expect(lastDays('Europe/Berlin', afterChange, 3)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
});

test('a local time is the moment at which the clocks of the zone show it', () => {
  const iso = (zone: string, local: string) => new Date(momentIn(zone, local)).toISOString();
  expect(iso('Asia/Ho_Chi_Minh', '2026-11-27T00:00')).toBe('2026-11-26T17:00:00.000Z');
  expect(iso('UTC', '2026-11-27T12:30:15')).toBe('2026-11-27T12:30:15.000Z');
  // In New York the clocks go from 2 to 3 on 8 March 2026 and from 2 back to 1 on 1 November.
  expect(iso('America/New_York', '2026-03-08T01:59')).toBe('2026-03-08T06:59:00.000Z');
  expect(iso('America/New_York', '2026-03-08T02:30')).toBe('2026-03-08T07:30:00.000Z');
  expect(iso('America/New_York', '2026-03-08T03:00')).toBe('2026-03-08T07:00:00.000Z');
  expect(iso('America/New_York', '2026-11-01T01:30')).toBe('2026-11-01T05:30:00.000Z');
  expect(iso('America/New_York', '2026-11-01T02:00')).toBe('2026-11-01T07:00:00.000Z');
  expect(() => momentIn('UTC', 'tomorrow')).toThrow(RangeError);
});

test('days have 23 to 25 hours', () => {
  const hours = (day: string) => (endOfDay('America/New_York', day) - startOfDay('America/New_York', day)) / 3_600_000;
  expect(['2026-03-08', '2026-07-01', '2026-11-01'].map(hours)).toEqual([23, 24, 25]);
  // Midnight is what the clocks leap over in Santiago on 6 September 2026: the day begins at 1.
  expect(dayIn('America/Santiago', startOfDay('America/Santiago', '2026-09-06'))).toBe('2026-09-06');
  expect(dayIn('America/Santiago', startOfDay('America/Santiago', '2026-09-06') - 1)).toBe('2026-09-05');
});

test('month ends are clamped', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
  expect(addMonths('2026-11-22', 12)).toBe('2027-11-22');
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});

test('periods are those of the calendar', () => {
  expect(periodOf('2026-11-22', 'day')).toEqual(['2026-11-22', '2026-11-23']);
  expect(periodOf('2026-11-22', 'week')).toEqual(['2026-11-16', '2026-11-23']);
  expect(periodOf('2026-11-23', 'week')).toEqual(['2026-11-23', '2026-11-30']);
  expect(periodOf('2026-12-31', 'month')).toEqual(['2026-12-01', '2027-01-01']);
  expect(periodOf('2026-12-31', 'year')).toEqual(['2026-01-01', '2027-01-01']);
});
