import { describe, expect, test } from 'vitest';
import { adjustedBalance, parsePoints } from './adjusted-balance.ts';

describe('The balance after a change by hand', () => {
  test('grows by what is given, after what is owed is paid', () => {
    expect(adjustedBalance({ available: 120, debt: 0 }, 50)).toEqual({ available: 170, debt: 0 });
    expect(adjustedBalance({ available: 0, debt: 30 }, 20)).toEqual({ available: 0, debt: 10 });
    expect(adjustedBalance({ available: 0, debt: 30 }, 50)).toEqual({ available: 20, debt: 0 });
  });

  test('shrinks by what is taken, down to nothing and no further', () => {
    expect(adjustedBalance({ available: 120, debt: 0 }, -120)).toEqual({ available: 0, debt: 0 });
    expect(adjustedBalance({ available: 120, debt: 0 }, -121)).toBeNull();
  });
});

test('Typed points are a whole number of at least one', () => {
  expect(['25', ' 7 ', '', '0', '-3', '1.5', '9999999'].map(parsePoints)).toEqual([
    { points: 25 },
    { points: 7 },
    { problem: 'missing' },
    { problem: 'whole' },
    { problem: 'whole' },
    { problem: 'whole' },
    { problem: 'tooMany' },
  ]);
});
