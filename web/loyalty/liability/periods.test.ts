import { expect, test } from 'vitest';
import { periodsOf } from './periods.ts';

const shown = (...args: Parameters<typeof periodsOf>) =>
  periodsOf(...args).map(({ name, start, end }) => [name, new Date(start).toISOString(), new Date(end).toISOString()]);

test('months are cut to the days that were asked for, and lie in the zone of the store', () => {
  expect(shown('Asia/Ho_Chi_Minh', '2026-10-15', '2026-11-02', 'month')).toEqual([
    ['2026-10', '2026-10-14T17:00:00.000Z', '2026-10-31T17:00:00.000Z'],
    ['2026-11', '2026-10-31T17:00:00.000Z', '2026-11-02T17:00:00.000Z'],
  ]);
});

test('days follow one another, whatever the clocks do', () => {
  expect(shown('America/New_York', '2026-10-31', '2026-11-02', 'day')).toEqual([
    ['2026-10-31', '2026-10-31T04:00:00.000Z', '2026-11-01T04:00:00.000Z'],
    ['2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
    ['2026-11-02', '2026-11-02T05:00:00.000Z', '2026-11-03T05:00:00.000Z'],
  ]);
});
