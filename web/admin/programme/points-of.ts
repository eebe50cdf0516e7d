/** What an amount earns and what points are worth, by the settings in the form and exactly as the ledger and the theme count. */
import { pointsFor } from '../../loyalty/points/earn-rules.ts';
import { fraction } from '../../loyalty/points/fraction.ts';
import type { ProgrammeSettings } from '../../loyalty/programme/settings.ts';
import { decimalFromMinor, minorFromDecimal } from '../../platform/kit/money.ts';

export function pointsOf(amount: string, settings: ProgrammeSettings, currency: string): number {
  const perMinor = minorFromDecimal(settings.earn.per, currency);
  return pointsFor(fraction(minorFromDecimal(amount, currency)), { points: settings.earn.points, perMinor });
}

/** Rounded down to the currency's smallest unit, as the block on the storefront does. */
export function worthOf(points: number, settings: ProgrammeSettings, currency: string): string {
  const minor =
    (BigInt(points) * BigInt(minorFromDecimal(settings.worth.amount, currency))) / BigInt(settings.worth.points);
  return decimalFromMinor(Number(minor), currency);
}

/** Enough for some dozens of points, and a price of the feel of the currency at the usual rates. */
export function sampleAmount(settings: ProgrammeSettings, currency: string): string {
  return decimalFromMinor(minorFromDecimal(settings.earn.per, currency) * 45, currency);
}
