/**
 * What a purchase is worth in points. Basis (rule A): eligible lines after their discounts, without tax unless the merchant
 * counts it, never shipping, tips or duties. Rounding (rule B): exact fractions, one floor per order, after multipliers.
 */
import { minorFromDecimal } from '../../platform/kit/money.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';
import { type Fraction, floor, fraction, times } from './fraction.ts';

/** Line id → how many times as much it earns, as a decimal: "1.5"; "0" = nothing. */
export type LineFactors = Readonly<Record<string, string>>;

/** The terms that an order keeps for life: a later change of the programme does not touch it (rule E). */
export interface EarnTerms {
  /** `points` for every `perMinor` minor units of the shop's currency. */
  points: number;
  perMinor: number;
  /** net: without tax; gross: the tax of the lines counts. */
  basis: 'net' | 'gross';
  /** Minor units of the basis at the payment; an order with less earns nothing. Null = none. */
  minimum: number | null;
  /** Of the lines that are not named: once. */
  factors: LineFactors;
}

/** As the merchant has set them, in the currency of the store. */
export function earnTerms(settings: ProgrammeSettings, currency: string, factors: LineFactors = {}): EarnTerms {
  const { points, per, basis, minimum } = settings.earn;
  return {
    points,
    perMinor: minorFromDecimal(per, currency),
    basis,
    minimum: minimum === null ? null : minorFromDecimal(minimum, currency),
    factors,
  };
}

/** One line as it was sold; money in minor units of the shop's currency. */
export interface SoldLine {
  id: string;
  productId: string | null;
  giftCard: boolean;
  /** A tip that Shopify lists among the lines. */
  tip: boolean;
  quantity: number;
  /** Of one unit, before discounts. */
  unitPrice: number;
  /** Everything that line and order discounts take off the whole line. */
  discount: number;
  /** Of the whole line; contained in the price where `taxesIncluded`. */
  tax: number;
}

/** Minor units of the whole line that count, never negative. */
export function lineBasis(line: SoldLine, taxesIncluded: boolean, terms: Pick<EarnTerms, 'basis'>): number {
  if (line.giftCard || line.tip) return 0;
  const paid = line.unitPrice * line.quantity - line.discount;
  const withTax = taxesIncluded ? paid : paid + line.tax;
  const basis = terms.basis === 'gross' ? withTax : withTax - line.tax;
  if (!Number.isSafeInteger(basis)) throw new RangeError(`line ${line.id} is out of range`);
  return Math.max(0, basis);
}

/** Whole points for a basis in minor units, each line of it as many times as it counts. */
export function pointsFor(basis: Fraction, terms: Pick<EarnTerms, 'points' | 'perMinor'>): number {
  return floor(times(basis, fraction(terms.points, terms.perMinor)));
}
