import { expect, test } from 'vitest';
import { against, inTurns, median, percentile } from './benchmark.ts';
import { asJson, asText } from './report.ts';

test('the median is the middle one, whatever the order, and of two the mean', () => {
  expect(median([9, 1, 100])).toBe(9);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
  expect(() => median([])).toThrow(RangeError);
});

test('percentiles lie between the values in proportion', () => {
  const hundred = Array.from({ length: 101 }, (_, index) => index);
  expect([0, 50, 95, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([0, 50, 95, 99, 100]);
  expect(percentile([10, 20], 75)).toBe(17.5);
});

test('variants take turns, every second round backwards', async () => {
  const order: string[] = [];
  const measure = (name: string, value: number) => async () => {
    order.push(name);
    return value;
  };
  const told: string[] = [];
  const readings = await inTurns(
    { rounds: 3, tell: (line) => told.push(line) },
    { ours: measure('ours', 5), bare: measure('bare', 10) },
    (reading) => `${reading}`,
  );
  expect(order).toEqual(['ours', 'bare', 'bare', 'ours', 'ours', 'bare']);
  expect(readings).toEqual({ ours: [5, 5, 5], bare: [10, 10, 10] });
  expect(told[1]).toBe('round 1 of 3, bare: 10');
});

test('the ratio is the median of the rounds, so that one bad round of either side does not decide', () => {
  const figure = against('ours', '/s', [90, 45, 80], { what: 'bare', measured: [100, 50, 10] });
  expect(figure).toEqual({
    what: 'ours',
    unit: '/s',
    value: 80,
    reference: { what: 'bare', value: 50, ratio: 0.9 },
  });
});

const result = {
  name: 'intake',
  what: 'Webhooks stored a second.',
  figures: [
    { what: 'SQLite', value: 12_345.6, unit: '/s', reference: { what: 'bare server', value: 14_000, ratio: 0.882 } },
    { what: 'SQLite, slowest in a hundred', value: 14.26, unit: 'ms' },
  ],
};

test('people read a table', () => {
  expect(asText(result)).toBe(
    [
      'intake: Webhooks stored a second.',
      '  SQLite                        12,346 /s  0.88 ×  bare server (14,000 /s)',
      '  SQLite, slowest in a hundred    14.3 ms',
    ].join('\n'),
  );
});

test('programs read everything, unrounded', () => {
  const machine = { node: 'v24', platform: 'linux', cpu: 'some', cores: 2 };
  expect(JSON.parse(asJson(machine, [result]))).toEqual({ machine, results: [result] });
});
