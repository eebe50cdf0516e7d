import { expect, test } from 'vitest';
import { createRandom, type Random } from '../random.ts';
import { dhl, lettersThen, ups, usps } from './numbers.ts';

/** Draws this number whatever it is asked for. */
const drawing = (drawn: number): Random => ({ ...createRandom('numbers'), between: () => drawn });

test('numbers carry the check digits of the examples that carriers publish', () => {
  expect(ups(drawing(2_345_678))).toBe('1Z999AA10123456784');
  expect(usps(drawing(1))).toBe('9400100000000000000013');
  expect(dhl(drawing(123_456))).toBe('0001234564');
  expect(lettersThen('GA', 6)(drawing(42))).toBe('GA000042');
});
