/**
 * What a purchase is worth in points. Basis (rule A): eligible lines after their discounts, without tax unless the merchant
 * counts it, never shipping, tips or duties. Rounding (rule B): exact fractions, one floor per order, after multipliers.
 */
import { minorFromDecimal } from '../../platform/kit/money.ts';
import { type Fraction, floor, fraction, times } from './fraction.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';

/** The terms that an order keeps for life: a later change of the programme does not touch it (rule E). */
export interface EarnTerms {
  /** `points` for every `perMinor` minor units of the shop's currency. */
  points: number;
  perMinor: number;
  /** net: without tax; gross: the tax of the lines counts. */
  basis: 'net' | 'gross';
  /** Ids of products that earn nothing. */
  excludedProducts: readonly string[];
}

/** As the merchant has set them, in the currency of the store. */
export function earnTerms(settings: ProgrammeSettings, currency: string): EarnTerms {
  return {
    points: settings.earn.points,
    perMinor: minorFromDecimal(settings.earn.per, currency),
    basis: settings.earn.basis,
    excludedProducts: settings.exclude.products.map(({ id }) => id),
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
export function lineBasis(
  line: SoldLine,
  taxesIncluded: boolean,
  terms: Pick<EarnTerms, 'basis' | 'excludedProducts'>,
): number {
  if (line.giftCard || line.tip) return 0;
  if (line.productId !== null && terms.excludedProducts.includes(line.productId)) return 0;
  const paid = line.unitPrice * line.quantity - line.discount;
  const withTax = taxesIncluded ? paid : paid + line.tax;
  const basis = terms.basis === 'gross' ? withTax : withTax - line.tax;
  if (!Number.isSafeInteger(basis)) throw new RangeError(`line ${line.id} is out of range`);
  return Math.max(0, basis);
}

const ONCE = fraction(1);

/** Whole points for a basis in minor units. `multiplier` is for members who earn faster, such as 3/2. */
export function pointsFor(
  basis: Fraction,
  terms: Pick<EarnTerms, 'points' | 'perMinor'>,
  multiplier: Fraction = ONCE,
): number {
  return floor(times(times(basis, fraction(terms.points, terms.perMinor)), multiplier));
}
