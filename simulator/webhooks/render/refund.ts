import { decimalText, currencyDecimals } from '../../money.ts';
import type { Order, Refund } from '../../world/types.ts';
import { renderLineInside } from './line-item.ts';
import { shippingLines } from './shipping-line.ts';
import { renderTransaction } from './transaction.ts';
import { amount, gid, moneySet, number, zoned, type Rendering } from './values.ts';

/** `refunds/create`, and `refunds[]` of an order. Subtotal and tax of a line are JSON numbers there, as at Shopify. */
export function renderRefund(rendering: Rendering, order: Order, refund: Refund): Record<string, unknown> {
  const zone = rendering.shop.timeZone;
  const back = order.returns.find(({ id }) => id === refund.returnId);
  return {
    id: number(refund.id),
    order_id: number(order.id),
    created_at: zoned(refund.createdAt, zone),
    note: refund.note,
    user_id: null,
    processed_at: zoned(refund.processedAt, zone),
    duties: [],
    total_duties_set: moneySet(0, order),
    return: back ? { id: number(back.id), admin_graphql_api_id: gid('Return', back.id) } : null,
    refund_shipping_lines: refundShipping(order, refund),
    restock: refund.lines.some(({ restock }) => restock !== 'no_restock'),
    admin_graphql_api_id: gid('Refund', refund.id),
    order_adjustments: adjustments(order, refund),
    refund_line_items: refund.lines.map((part) => ({
      id: number(part.id),
      quantity: part.quantity,
      line_item_id: number(part.lineId),
      location_id: null,
      restock_type: part.restock,
      subtotal: asNumber(part.subtotal, order.currency),
      total_tax: asNumber(part.tax, order.currency),
      subtotal_set: moneySet(part.subtotal, order),
      total_tax_set: moneySet(part.tax, order),
      line_item: lineOf(order, part.lineId),
    })),
    transactions: order.transactions
      .filter(({ id }) => refund.transactionIds.includes(id))
      .map((transaction) => renderTransaction(rendering, order, transaction)),
  };
}

function lineOf(order: Order, lineId: string): Record<string, unknown> | null {
  const line = order.lines.find(({ id }) => id === lineId);
  return line ? renderLineInside(order, line) : null;
}

/** What was returned beyond lines and shipping lowers the order (negative); less than they are worth raises it. */
function adjustments(order: Order, refund: Refund): Record<string, unknown>[] {
  if (refund.discrepancy === 0) return [];
  return [
    {
      id: number(refund.id) + 1n,
      order_id: number(order.id),
      refund_id: number(refund.id),
      amount: amount(-refund.discrepancy, order),
      amount_set: moneySet(-refund.discrepancy, order),
      tax_amount: amount(0, order),
      tax_amount_set: moneySet(0, order),
      kind: 'refund_discrepancy',
      reason: 'Refund discrepancy',
    },
  ];
}

function refundShipping(order: Order, refund: Refund): Record<string, unknown>[] {
  if (refund.shipping === 0) return [];
  return [
    {
      id: number(refund.id) + 2n,
      shipping_line: shippingLines(order)[0] ?? null,
      subtotal_amount_set: moneySet(refund.shipping, order),
      tax_amount_set: moneySet(0, order),
    },
  ];
}

function asNumber(minor: number, currency: string): number {
  return currencyDecimals(currency) === 0 ? minor : Number(decimalText(minor, currency));
}
