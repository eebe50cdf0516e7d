import { describe, expect, test } from 'vitest';
import { createFormats } from './format.ts';

const en = createFormats('en');
const vi = createFormats('vi');
/** Intl puts no-break spaces. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('Money', () => {
  test('is written as the language writes it, with the decimals of the currency', () => {
    expect(plain(vi.money('150000', 'VND'))).toBe('150.000 ₫');
    expect(plain(en.money('150000', 'VND'))).toBe('₫150,000');
    expect(plain(en.money('7591', 'USD'))).toBe('$7,591.00');
    expect(plain(en.money('12.345', 'KWD'))).toBe('KWD 12.345');
  });

  test('beyond the exactness of a float keeps every digit', () => {
    expect(plain(en.money('9007199254740993.01', 'USD'))).toBe('$9,007,199,254,740,993.01');
  });
});

describe('Dates', () => {
  test('are the day on which it was in the shop', () => {
    const moment = '2026-11-21T20:30:00Z';
    expect(vi.date(moment, 'Asia/Ho_Chi_Minh')).toBe('22/11/2026');
    expect(en.date(moment, 'America/New_York')).toBe('Nov 21, 2026');
    expect(plain(vi.dateTime(moment, 'Asia/Ho_Chi_Minh'))).toBe('03:30 22/11/2026');
    expect(plain(en.dateTime(moment, 'America/New_York'))).toBe('Nov 21, 2026, 3:30 PM');
  });

  test('without a time are no moment and stay the same everywhere', () => {
    expect(en.day('2026-01-01')).toBe('Jan 1');
    expect(vi.day('2026-01-01')).toBe('1/1');
  });
});

test('A change carries its sign, and nothing has none', () => {
  expect([en.signed(1200), en.signed(-30), en.signed(0)]).toEqual(['+1,200', '−30', '0']);
});
