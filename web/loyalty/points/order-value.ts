/** What an order's goods were worth when they were paid, and what they are worth still: by the same reckoning as points, in money. */
import type { EarnTerms } from './earn-rules.ts';
import { floor } from './fraction.ts';
import { type OrderState, remainingBasis } from './order-target.ts';

/** After discounts, without tax, shipping, tips and gift cards, which are money that is spent later. */
const ALL_GOODS: Pick<EarnTerms, 'basis' | 'factors'> = { basis: 'net', factors: {} };

/** Minor units: of all goods, unless the terms leave some out. */
export function orderValue(order: OrderState, terms = ALL_GOODS): { placed: number; kept: number } {
  const lines = order.lines.map((line) => ({ ...line, currentQuantity: line.quantity }));
  return {
    placed: floor(remainingBasis({ ...order, lines, refunds: [] }, terms)),
    kept: floor(remainingBasis(order, terms)),
  };
}
