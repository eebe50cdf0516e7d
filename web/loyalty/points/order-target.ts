/**
 * How many points an order should have brought by now, from nothing but its present state (rules A, B, E–G, I–L, S): so the
 * order in which webhooks arrive cannot matter. The ledger then books the difference to what it holds.
 */
import { type EarnTerms, lineBasis, pointsFor, type SoldLine } from './earn-rules.ts';
import { type Fraction, fraction, fractionOf, isLess, minus, notBelowZero, plus, times, ZERO } from './fraction.ts';

export interface OrderLine extends SoldLine {
  /** What the customer still has of `quantity`, after refunds, returns and removals. */
  currentQuantity: number;
}

/** Money in minor units of the shop's currency. */
export interface OrderRefund {
  /** Ms. */
  createdAt: number;
  lines: readonly { lineId: string; quantity: number }[];
  /** What was really given back, to whatever: card, cash, store credit. */
  money: number;
  /** Parts of `money` that no line has: shipping with its tax, duties, and a tax that was returned by itself. */
  shipping: number;
  duties: number;
  taxOnly: number;
}

export interface OrderState {
  test: boolean;
  cancelled: boolean;
  deleted: boolean;
  /** As in the webhook: `paid`, `partially_refunded`, `voided`, … */
  financialStatus: string | null;
  /** Ms; null = never fully paid so far. */
  paidAt: number | null;
  taxesIncluded: boolean;
  /** Total and subtotal as placed, so without what an edit added later. */
  total: number;
  subtotal: number;
  lines: readonly OrderLine[];
  refunds: readonly OrderRefund[];
}

const FULLY_PAID = new Set(['paid', 'partially_refunded', 'refunded']);

export function isFullyPaid(financialStatus: string | null): boolean {
  return financialStatus !== null && FULLY_PAID.has(financialStatus);
}

/** Points that the order keeps under its terms. */
export function orderTarget(order: OrderState, terms: EarnTerms): number {
  if (bringsNothing(order) || !reachesMinimum(order, terms)) return 0;
  return pointsFor(remainingBasis(order, terms), terms);
}

export function bringsNothing(order: Pick<OrderState, 'test' | 'cancelled' | 'deleted' | 'financialStatus'>): boolean {
  return order.test || order.cancelled || order.deleted || order.financialStatus === 'voided';
}

/**
 * The basis as it was paid for decides: what is given back afterwards takes its share and no more, and what an edit has added,
 * whenever, counts. So the same state always gives the same answer.
 */
export function reachesMinimum(order: OrderState, terms: Pick<EarnTerms, 'basis' | 'minimum' | 'factors'>): boolean {
  if (terms.minimum === null) return true;
  const { paidAt } = order;
  const before = order.refunds.filter(({ createdAt }) => paidAt === null || createdAt < paidAt);
  const removed = refundedQuantities(before);
  let paid = ZERO;
  for (const line of order.lines) {
    if (line.quantity <= 0 || factorOf(line, terms) === '0') continue;
    const left = Math.max(0, line.quantity - (removed.get(line.id) ?? 0));
    paid = plus(paid, times(fraction(lineBasis(line, order.taxesIncluded, terms)), fraction(left, line.quantity)));
  }
  return !isLess(paid, fraction(terms.minimum));
}

/**
 * Basis − shares of the returned units − typed share, never below zero (rule E), each line as many times as it counts. Minor
 * units, exact.
 */
export function remainingBasis(order: OrderState, terms: Pick<EarnTerms, 'basis' | 'factors'>): Fraction {
  const units = unitsLeft(order);
  let whole = ZERO;
  let kept = ZERO;
  for (const line of order.lines) {
    const factor = fractionOf(factorOf(line, terms));
    const basis = times(fraction(lineBasis(line, order.taxesIncluded, terms)), factor);
    whole = plus(whole, basis);
    if (line.quantity <= 0) continue;
    const left = units.get(line.id) ?? 0;
    kept = plus(kept, times(basis, fraction(left, line.quantity)));
  }
  const typed = typedPart(order);
  return typed === null ? kept : notBelowZero(minus(kept, times(whole, fraction(typed.amount, typed.of))));
}

/** What the customer still has of each line, in units. */
export function unitsLeft(order: Pick<OrderState, 'lines' | 'refunds'>): Map<string, number> {
  const refunded = refundedQuantities(order.refunds);
  return new Map(
    order.lines.map((line) => {
      // The two sources overlap: a payload that knows of the refund has lowered `currentQuantity` too.
      const removed = Math.max(line.quantity - line.currentQuantity, refunded.get(line.id) ?? 0);
      return [line.id, Math.min(line.quantity, Math.max(0, line.quantity - removed))];
    }),
  );
}

/** What was given back without naming lines, as a part of the order's total (rule F); null = nothing. */
export function typedPart(order: OrderState): { amount: number; of: number } | null {
  const total = order.total + addedByEdits(order);
  const typed = order.refunds.reduce((sum, refund) => sum + typedAmount(refund), 0);
  return typed === 0 || total <= 0 ? null : { amount: typed, of: total };
}

function factorOf({ id }: Pick<OrderLine, 'id'>, { factors }: Pick<EarnTerms, 'factors'>): string {
  return factors[id] ?? '1';
}

/** Where a refund names lines its amount is not used (rule E); shipping, duties and a tax alone move nothing (rule G). */
export function typedAmount(refund: OrderRefund): number {
  if (refund.lines.length > 0) return 0;
  return Math.max(0, refund.money - refund.shipping - refund.duties - refund.taxOnly);
}

function refundedQuantities(refunds: readonly OrderRefund[]): Map<string, number> {
  const quantities = new Map<string, number>();
  for (const refund of refunds) {
    for (const { lineId, quantity } of refund.lines) quantities.set(lineId, (quantities.get(lineId) ?? 0) + quantity);
  }
  return quantities;
}

/** Lines that came later are in the basis, so they belong into the total that a typed amount is a share of. */
function addedByEdits(order: OrderState): number {
  // A subtotal is without tips, which the webhooks list among the lines.
  const sold = order.lines.filter((line) => !line.tip);
  const lines = sold.reduce((sum, line) => sum + line.unitPrice * line.quantity - line.discount, 0);
  return Math.max(0, lines - order.subtotal);
}
