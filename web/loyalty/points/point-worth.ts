/** What points are worth in money, by the merchant's own measure. */
import { decimalFromMinor, minorFromDecimal } from '../../platform/kit/money.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';

/** Decimal in the store's currency, rounded down to its minor unit; negative for a debt. */
export function pointsWorth(points: number, worth: ProgrammeSettings['worth'], currency: string): string {
  const amount = BigInt(minorFromDecimal(worth.amount, currency));
  // BigInt division drops the rest, towards zero.
  return decimalFromMinor(Number((BigInt(points) * amount) / BigInt(worth.points)), currency);
}
