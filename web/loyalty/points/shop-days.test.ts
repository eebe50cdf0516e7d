import { expect, test } from 'vitest';
import { dayIn, lastDays } from './shop-days.ts';

test('a moment is another day elsewhere', () => {
  const moment = Date.parse('2026-03-01T18:30:00Z');
  expect(dayIn('UTC', moment)).toBe('2026-03-01');
  expect(dayIn('Asia/Ho_Chi_Minh', moment)).toBe('2026-03-02');
});

test('days are counted by the calendar, also over a change of the clocks', () => {
  const afterChange = Date.parse('2026-03-30T00:30:00+02:00');
  expect(lastDays('Europe/Berlin', afterChange, 3)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
});
