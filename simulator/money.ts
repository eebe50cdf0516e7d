/**
 * Money of the simulated stores: integer minor units (ISO 4217 decimals), decimal strings at every edge, and the split of
 * an amount over several lines as Shopify's own money library does it.
 */
import type { Minor } from './world/types.ts';

const decimals = new Map<string, number>();

/** Decimals of the currency: VND and JPY 0, KWD 3. Throws RangeError on what is not a three-letter code. */
export function currencyDecimals(currency: string): number {
  let known = decimals.get(currency);
  if (known === undefined) {
    known = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    decimals.set(currency, known);
  }
  return known;
}

const currencies = new Set(Intl.supportedValuesOf('currency'));
/** Three letters alone would do for `currencyDecimals`; a store needs a currency that exists. */
export const isCurrency = (code: string): boolean => currencies.has(code);

/** 12345 in USD → "123.45", in VND → "12345". */
export function decimalText(minor: Minor, currency: string): string {
  const places = currencyDecimals(currency);
  const digits = String(Math.abs(minor)).padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return minor < 0 ? `-${text}` : text;
}

const AMOUNT = /^(-?)(\d{1,15})(?:\.(\d+))?$/;

/** "123.45" in USD → 12345; null when it is no amount that the currency can hold. */
export function minorOf(text: string, currency: string): Minor | null {
  const match = AMOUNT.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const places = currencyDecimals(currency);
  if (/[1-9]/.test(fraction.slice(places))) return null;
  const value = Number(whole + fraction.slice(0, places).padEnd(places, '0'));
  if (!Number.isSafeInteger(value)) return null;
  return sign && value !== 0 ? -value : value;
}

/** Half away from zero, as tills round. */
export function roundHalfUp(value: number): Minor {
  const rounded = Math.round(Math.abs(value) + 1e-9);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

/** floor(a × b ÷ c) without losing digits above 2^53; all non-negative. */
export function mulDiv(a: number, b: number, c: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return Math.floor(product / c);
  return Number((BigInt(a) * BigInt(b)) / BigInt(c));
}

/**
 * Splits `amount` in proportion to `weights`: everyone gets the share rounded down, and the leftover units go one each to
 * the first of those with a weight (the `roundrobin` strategy that is the default of Shopify's `money` library). The parts
 * add up to `amount`; with no weight at all nobody gets anything.
 */
export function allocate(amount: Minor, weights: readonly number[]): Minor[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= 0 || amount === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => mulDiv(amount, weight, total));
  let left = amount - parts.reduce((sum, part) => sum + part, 0);
  for (let index = 0; left > 0; index = (index + 1) % parts.length) {
    if ((weights[index] ?? 0) <= 0) continue;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

/** An amount of the shop's currency in another one, at `rate` units of that per unit of the shop's. */
export function convert(minor: Minor, from: string, to: string, rate: number): Minor {
  if (from === to) return minor;
  return roundHalfUp((minor * rate * 10 ** currencyDecimals(to)) / 10 ** currencyDecimals(from));
}
