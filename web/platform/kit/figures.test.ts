import { expect, test } from 'vitest';
import { figures } from './figures.ts';

const [en, vi] = [figures('en'), figures('vi')];

test('money has the digits of its currency, so none for đồng', () => {
  expect(en.money('1234.5', 'USD')).toBe('$1,234.50');
  expect(vi.money('125000', 'VND')).toMatch(/^125\.000\s₫$/);
});

test('a moment is the day that it falls in there', () => {
  const late = Date.parse('2026-11-23T18:30:00Z');
  expect(en.date(late, 'America/New_York')).toBe('Nov 23, 2026');
  expect(vi.date(late, 'Asia/Ho_Chi_Minh')).toBe('24/11/2026');
});

test('what happened these days is told with its time of day', () => {
  const at = Date.parse('2026-11-24T07:05:00Z');
  expect(en.moment(at, 'America/New_York')).toMatch(/^Nov 24, 2:05\sAM$/);
  expect(vi.moment(at, 'Asia/Ho_Chi_Minh')).toBe('14:05 24/11');
});

test('days that are near are told with their weekday, and with their year only where two years meet', () => {
  expect(en.weekdays('2026-11-24', '2026-11-24')).toBe('Tuesday, November 24');
  expect(vi.weekdays('2026-11-24', '2026-11-24')).toBe('Thứ Ba, 24/11');
  expect(vi.weekdays('2026-11-24', '2026-11-26')).toMatch(/^Thứ Ba, 24\/11\s–\sThứ Năm, 26\/11$/);
  expect(en.weekdays('2026-12-31', '2027-01-04')).toMatch(/December 31, 2026\s–\sMonday, January 4, 2027$/);
});
