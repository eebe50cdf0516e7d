/** What an order's goods were worth when they were paid, and what they are worth still: by the same reckoning as points, in money. */
import { floor } from './fraction.ts';
import { type OrderState, remainingBasis } from './order-target.ts';

/** Minor units: after discounts, without tax, shipping, tips and gift cards, which are money that is spent later. */
export function orderValue(order: OrderState): { placed: number; kept: number } {
  const terms = { basis: 'net', factors: {} } as const;
  const lines = order.lines.map((line) => ({ ...line, currentQuantity: line.quantity }));
  return {
    placed: floor(remainingBasis({ ...order, lines, refunds: [] }, terms)),
    kept: floor(remainingBasis(order, terms)),
  };
}
