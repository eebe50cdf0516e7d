/**
 * Tracking numbers that nobody's parcel has: right to the check digit, so that whoever reads them finds the carrier, but of the ranges that the
 * carriers' own examples are of, or so low that none is given out.
 */
import type { Random } from '../random.ts';

export type NumberOf = (random: Random) => string;

/** As carriers without a published form write theirs: letters of their own, then whatever comes. */
export const lettersThen =
  (letters: string, digits: number): NumberOf =>
  (random) =>
    letters + serial(random, digits);

/** The shipper 999AA1 of UPS's examples. Letters count as their place in the alphabet, A being 2; every second twice; up to a full ten. */
export const ups: NumberOf = (random) => {
  const body = `999AA101${serial(random, 7)}`;
  const valueOf = (sign: string) => (/\d/.test(sign) ? Number(sign) : (sign.charCodeAt(0) - 63) % 10);
  return `1Z${body}${toFullTen(body, (sign, index) => valueOf(sign) * (index % 2 === 0 ? 1 : 2))}`;
};

/** Ground Advantage, 22 digits: every second thrice; up to a full ten. */
export const usps: NumberOf = (random) => {
  const body = `94001000000000${serial(random, 7)}`;
  return body + toFullTen(body, (digit, index) => Number(digit) * (index % 2 === 0 ? 3 : 1));
};

/** DHL Express, ten digits: the last is the rest of a division by seven. */
export const dhl: NumberOf = (random) => {
  const body = `000${serial(random, 6)}`;
  return `${body}${Number(body) % 7}`;
};

function serial(random: Random, digits: number): string {
  return String(random.between(1, 10 ** digits - 1)).padStart(digits, '0');
}

function toFullTen(body: string, valueAt: (sign: string, index: number) => number): number {
  const sum = [...body].reduce((total, sign, index) => total + valueAt(sign, index), 0);
  return (10 - (sum % 10)) % 10;
}
