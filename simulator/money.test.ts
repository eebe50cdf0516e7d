import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, convert, decimalText, minorOf, roundHalfUp } from './money.ts';

describe('decimal amounts', () => {
  test('each currency has its own decimals', () => {
    expect(decimalText(123_450, 'USD')).toBe('1234.50');
    expect(decimalText(1_250_000, 'VND')).toBe('1250000');
    expect(decimalText(12_345, 'KWD')).toBe('12.345');
    expect(decimalText(-5, 'USD')).toBe('-0.05');
  });

  test('an amount that the currency cannot hold is refused', () => {
    expect(minorOf('1.50', 'USD')).toBe(150);
    expect(minorOf('1250000.00', 'VND')).toBe(1_250_000);
    expect(minorOf('1.5', 'JPY')).toBeNull();
    expect(minorOf('1,50', 'EUR')).toBeNull();
    expect(minorOf('', 'EUR')).toBeNull();
  });

  test('text and minor units are each other’s inverse', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('USD', 'VND', 'KWD'), (minor, currency) => {
        fc.pre(Math.abs(minor) < 1e14);
        expect(minorOf(decimalText(minor, currency), currency)).toBe(minor === 0 ? 0 : minor);
      }),
    );
  });
});

describe('splitting an amount', () => {
  test('leftover units go to the first, one each', () => {
    expect(allocate(1000, [1, 1, 1])).toEqual([334, 333, 333]);
    expect(allocate(2000, [2500, 7500])).toEqual([500, 1500]);
    expect(allocate(5, [0, 1, 1, 1])).toEqual([0, 2, 2, 1]);
  });

  test('parts add up, nobody without a weight gets anything, and no part is a unit off its share', () => {
    const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.nat(1_000_000_000), weights, (amount, parts) => {
        const total = parts.reduce((sum, part) => sum + part, 0);
        const split = allocate(amount, parts);
        expect(split.reduce((sum, part) => sum + part, 0)).toBe(total === 0 ? 0 : amount);
        split.forEach((part, index) => {
          const weight = parts[index] ?? 0;
          if (weight === 0) expect(part).toBe(0);
          else expect(Math.abs(part - (amount * weight) / total)).toBeLessThanOrEqual(1 + 1e-6);
        });
      }),
    );
  });
});

test('conversion respects the decimals of both currencies', () => {
  expect(convert(10_000, 'EUR', 'USD', 1.1)).toBe(11_000);
  expect(convert(100, 'USD', 'VND', 25_000)).toBe(25_000);
  expect(convert(25_000, 'VND', 'USD', 0.00004)).toBe(100);
});

test('half a unit rounds away from zero, also where floats fall just short of it', () => {
  expect(roundHalfUp(0.5)).toBe(1);
  expect(roundHalfUp(1.005 * 100)).toBe(101);
  expect(roundHalfUp(-2.5)).toBe(-3);
});
