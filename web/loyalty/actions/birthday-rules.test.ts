import { expect, test } from 'vitest';
import { addDays } from '../../platform/kit/days.ts';
import { birthdaysUpTo, changeableOn, lastOn, monthDayOf, nextBirthday } from './birthday-rules.ts';

test('a birthday is a day of the calendar', () => {
  expect([monthDayOf(2, 29), monthDayOf(12, 31), monthDayOf(1, 1)]).toEqual([229, 1231, 101]);
  expect([monthDayOf(2, 30), monthDayOf(4, 31), monthDayOf(13, 1), monthDayOf(0, 1), monthDayOf(1.5, 1)]).toEqual(
    Array(5).fill(null),
  );
});

test('is changed a year later at the earliest', () => {
  expect([changeableOn('2026-03-01'), changeableOn('2028-02-29')]).toEqual(['2027-03-01', '2029-02-28']);
});

test('29 February is the 28th where there is no 29th', () => {
  const on = (day: string) => birthdaysUpTo(day).filter((birthday) => birthday.day === day);
  expect(on('2027-02-28').map(({ monthDay }) => monthDay)).toEqual([228, 229]);
  expect(on('2028-02-28').map(({ monthDay }) => monthDay)).toEqual([228]);
  expect(on('2028-02-29').map(({ monthDay }) => monthDay)).toEqual([229]);
});

test('the days before are looked at once more, also over the turn of the year', () => {
  expect(birthdaysUpTo('2027-01-02').map(({ day }) => day)).toEqual([
    '2027-01-02',
    '2027-01-01',
    '2026-12-31',
    '2026-12-30',
    '2026-12-29',
    '2026-12-28',
    '2026-12-27',
  ]);
});

test('one day after the other, each birthday comes once a year, and never the day that has been', () => {
  const all = [101, 228, 229, 301, 1231];
  const met: string[] = [];
  // As the job goes from one to the next.
  for (let day = '2026-12-31'; day < '2029-01-01'; ) {
    const last = lastOn(day);
    const next = nextBirthday(day, { after: all.find((each) => each > last) ?? null, first: 101 });
    expect(next > day).toBe(true);
    day = next;
    met.push(day);
  }
  expect(met.slice(0, 4)).toEqual(['2027-01-01', '2027-02-28', '2027-03-01', '2027-12-31']);
  expect(met.slice(4)).toEqual(['2028-01-01', '2028-02-28', '2028-02-29', '2028-03-01', '2028-12-31', '2029-01-01']);
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
});
