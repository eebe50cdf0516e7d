import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EarnTerms, lineBasis, pointsFor, type SoldLine } from './earn-rules.ts';
import { fraction, fractionOf, times } from './fraction.ts';

const terms: EarnTerms = { points: 1, perMinor: 100, basis: 'net', minimum: null, factors: {} };
const sold = (more: Partial<SoldLine>): SoldLine => ({
  id: '1',
  productId: null,
  giftCard: false,
  tip: false,
  quantity: 1,
  unitPrice: 0,
  discount: 0,
  tax: 0,
  ...more,
});

describe('the basis of a line', () => {
  test('is what was paid after discounts', () => {
    expect(lineBasis(sold({ unitPrice: 2_500, quantity: 4, discount: 1_000 }), false, terms)).toBe(9_000);
  });
  test.each([
    { taxesIncluded: true, basis: 'net', expected: 10_000 },
    { taxesIncluded: true, basis: 'gross', expected: 12_000 },
    { taxesIncluded: false, basis: 'net', expected: 12_000 },
    { taxesIncluded: false, basis: 'gross', expected: 14_000 },
  ] as const)('with tax included $taxesIncluded and $basis is $expected', ({ taxesIncluded, basis, expected }) => {
    expect(lineBasis(sold({ unitPrice: 12_000, tax: 2_000 }), taxesIncluded, { ...terms, basis })).toBe(expected);
  });
  test('is nothing for gift cards and tips', () => {
    expect(lineBasis(sold({ unitPrice: 5_000, giftCard: true }), false, terms)).toBe(0);
    expect(lineBasis(sold({ unitPrice: 5_000, tip: true }), false, terms)).toBe(0);
  });
  test('is never negative', () => {
    expect(lineBasis(sold({ unitPrice: 100, discount: 100, tax: 20 }), true, terms)).toBe(0);
  });
});

describe('points', () => {
  test('12: a multiplier comes before the floor', () => {
    expect(pointsFor(times(fraction(4_995), fractionOf('1.5')), terms)).toBe(74);
  });
  test('of half a point a cent are exact', () => {
    expect(pointsFor(fraction(29), { points: 1, perMinor: 2 })).toBe(14);
  });
  test('never exceed the rate, and lose less than one', () => {
    const amounts = fc.integer({ min: 0, max: 10_000_000_000 });
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (basis, points, perMinor) => {
          const earned = BigInt(pointsFor(fraction(basis), { points, perMinor }));
          const exact = BigInt(basis) * BigInt(points);
          expect(earned * BigInt(perMinor) <= exact).toBe(true);
          expect((earned + 1n) * BigInt(perMinor) > exact).toBe(true);
        },
      ),
    );
  });
});
