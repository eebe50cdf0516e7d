import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalFromTyped, typedFromDecimal, typedFromFactor } from './typed-number.ts';

describe('A typed amount', () => {
  test.each([
    ['10.000', 0, 'vi', '10000'],
    ['10,000', 0, 'vi', '10000'],
    ['10.000', 0, 'en', '10000'],
    ['1.250.000', 0, 'vi', '1250000'],
    ['1 250 000', 0, 'vi', '1250000'],
    ['1.50', 2, 'en', '1.5'],
    ['1,50', 2, 'vi', '1.5'],
    ['1.50', 2, 'vi', '1.5'],
    ['1.500', 2, 'vi', '1500'],
    ['1,500', 2, 'en', '1500'],
    ['1,234.56', 2, 'en', '1234.56'],
    ['1.234,56', 2, 'vi', '1234.56'],
    ['12.345', 3, 'en', '12.345'],
    ['007', 2, 'en', '7'],
    ['0', 2, 'en', '0'],
  ] as const)('%s with %i decimals in %s is %s', (typed, decimals, language, decimal) => {
    expect(decimalFromTyped(typed, decimals, language)).toBe(decimal);
  });

  test.each([
    ['', 2, 'en'],
    ['abc', 2, 'en'],
    ['-5', 2, 'en'],
    ['1.505', 2, 'en'],
    ['10.5', 0, 'vi'],
    ['1.2.3', 2, 'en'],
    ['1,23,456', 0, 'en'],
    ['1e3', 0, 'en'],
    ['12345678901234', 0, 'en'],
  ] as const)('%j with %i decimals in %s is none', (typed, decimals, language) => {
    expect(decimalFromTyped(typed, decimals, language)).toBeNull();
  });

  test('shown in a field is read back as the same amount, in every language and currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.constantFrom(0, 2, 3),
        fc.constantFrom('en' as const, 'vi' as const),
        (minor, decimals, language) => {
          const digits = String(minor).padStart(decimals + 1, '0');
          const decimal = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
          const read = decimalFromTyped(typedFromDecimal(decimal, decimals, language), decimals, language);
          expect(Number(read)).toBe(Number(decimal));
        },
      ),
    );
  });

  test('of a factor has no zeros that say nothing, and is read back', () => {
    expect(typedFromFactor('1.500', 'vi')).toBe('1,5');
    expect(typedFromFactor('2', 'en')).toBe('2');
    expect(decimalFromTyped('1,5', 3, 'vi')).toBe('1.5');
  });
});
