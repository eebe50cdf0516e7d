/** What follows from an order: nothing here is stored twice. All amounts are minor units of the shop's currency. */
import { mulDiv } from '../money.ts';
import type { FinancialStatus, Minor, Order, OrderLine } from './types.ts';

/** The line's price after line and order discounts, for all units ordered. */
export function lineTotal(line: OrderLine): Minor {
  return line.price * line.quantity - line.allocations.reduce((sum, part) => sum + part.amount, 0);
}

/**
 * Share of a whole-line amount that `units` of the line carry once `gone` units have left before: cumulative, so that the
 * shares of all units together are the whole amount, to the last unit of currency.
 */
export function shareOfUnits(amount: Minor, line: OrderLine, gone: number, units: number): Minor {
  return mulDiv(amount, gone + units, line.quantity) - mulDiv(amount, gone, line.quantity);
}

/** What is left of a line after returns and removals. */
export function currentLineTotal(line: OrderLine): Minor {
  return lineTotal(line) - mulDiv(lineTotal(line), line.quantity - line.currentQuantity, line.quantity);
}
export function currentLineTax(line: OrderLine): Minor {
  return line.tax - mulDiv(line.tax, line.quantity - line.currentQuantity, line.quantity);
}

const sum = <Item>(items: readonly Item[], amount: (item: Item) => Minor): Minor =>
  items.reduce((total, item) => total + amount(item), 0);

/** Money that came in. */
export function paidAmount(order: Order): Minor {
  return sum(order.transactions, (transaction) =>
    transaction.status === 'success' && (transaction.kind === 'sale' || transaction.kind === 'capture')
      ? transaction.amount
      : 0,
  );
}
export function refundedAmount(order: Order): Minor {
  return sum(order.transactions, (transaction) =>
    transaction.status === 'success' && transaction.kind === 'refund' ? transaction.amount : 0,
  );
}
export function refundedShipping(order: Order): Minor {
  return sum(order.refunds, (refund) => refund.shipping);
}

export interface CurrentTotals {
  subtotal: Minor;
  tax: Minor;
  shipping: Minor;
  discounts: Minor;
  total: Minor;
}

/** After edits, returns and refunds. */
export function currentTotals(order: Order): CurrentTotals {
  const subtotal = sum(order.lines, currentLineTotal);
  const shippingTax = order.shipping > 0 ? mulDiv(order.shippingTax, shippingLeft(order), order.shipping) : 0;
  const tax = sum(order.lines, currentLineTax) + shippingTax;
  const shipping = shippingLeft(order);
  const gross = sum(order.lines, (line) => line.price * line.currentQuantity);
  const typed = sum(order.refunds, (refund) => refund.discrepancy);
  const extras = order.cancelledAt === null ? order.duties + order.tip : 0;
  return {
    subtotal,
    tax,
    shipping,
    discounts: gross - subtotal + order.shippingDiscount,
    total: subtotal + shipping + (order.taxesIncluded ? 0 : tax) + extras - typed,
  };
}

function shippingLeft(order: Order): Minor {
  return order.shipping - order.shippingDiscount - refundedShipping(order);
}

/** What is still to be collected; negative when the store owes the shopper. */
export function outstanding(order: Order): Minor {
  return currentTotals(order).total - (paidAmount(order) - refundedAmount(order));
}

/** The status that the money itself says; `voided` is decided by who voids. */
export function financialStatus(order: Order): FinancialStatus {
  if (order.financialStatus === 'voided') return 'voided';
  const paid = paidAmount(order);
  const refunded = refundedAmount(order);
  if (paid === 0 && order.total > 0) {
    const authorized = order.transactions.some(({ kind, status }) => kind === 'authorization' && status === 'success');
    return authorized ? 'authorized' : 'pending';
  }
  if (refunded > 0) return refunded >= paid ? 'refunded' : 'partially_refunded';
  return outstanding(order) > 0 ? 'partially_paid' : 'paid';
}
