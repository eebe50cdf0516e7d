/** `refunds/create`, and `refunds[]` of an order. */
import { z } from 'zod';
import {
  listOf,
  minorOrZero,
  payloadAmount,
  payloadCount,
  payloadId,
  payloadText,
  payloadTime,
  shopMoney,
} from '../../platform/kit/payload-fields.ts';
import type { RefundSnapshot } from './order-snapshot.ts';

export const refundPayload = z.object({
  id: payloadId,
  order_id: payloadId,
  created_at: payloadTime,
  refund_line_items: listOf(z.object({ line_item_id: payloadId, quantity: payloadCount, subtotal_set: shopMoney })),
  refund_shipping_lines: listOf(z.object({ subtotal_amount_set: shopMoney, tax_amount_set: shopMoney })),
  order_adjustments: listOf(z.object({ kind: payloadText, amount: payloadAmount, tax_amount: payloadAmount })),
  total_duties_set: shopMoney,
  transactions: listOf(
    z.object({ kind: payloadText, status: payloadText, amount: payloadAmount, currency: payloadText }),
  ),
});
export type RefundPayload = z.infer<typeof refundPayload>;

/** The refund's currency, where it says it; a refund without money and lines has none. */
export function refundCurrency(refund: RefundPayload): string | null {
  return (
    refund.total_duties_set?.shop_money.currency_code ??
    refund.refund_line_items.find((line) => line.subtotal_set)?.subtotal_set?.shop_money.currency_code ??
    refund.transactions.find((transaction) => transaction.currency)?.currency ??
    null
  );
}

export function readRefund(refund: RefundPayload, currency: string): RefundSnapshot {
  const minor = (amount: string | null) => minorOrZero(amount, currency);
  const size = (amount: string | null) => Math.abs(minor(amount));
  const shippingLines = refund.refund_shipping_lines.reduce(
    (sum, line) =>
      sum +
      minor(line.subtotal_amount_set?.shop_money.amount ?? null) +
      minor(line.tax_amount_set?.shop_money.amount ?? null),
    0,
  );
  // Older orders have the shipping as an adjustment instead.
  const shippingAdjustments = refund.order_adjustments
    .filter(({ kind }) => kind === 'shipping_refund')
    .reduce((sum, adjustment) => sum + size(adjustment.amount) + size(adjustment.tax_amount), 0);
  return {
    id: refund.id,
    createdAt: refund.created_at,
    lines: refund.refund_line_items.map((line) => ({ lineId: line.line_item_id, quantity: line.quantity })),
    money: refund.transactions
      .filter(({ kind, status }) => kind === 'refund' && status === 'success')
      .reduce((sum, transaction) => sum + minor(transaction.amount), 0),
    shipping: shippingLines > 0 ? shippingLines : shippingAdjustments,
    duties: minor(refund.total_duties_set?.shop_money.amount ?? null),
    taxOnly: refund.order_adjustments
      .filter(({ amount }) => size(amount) === 0)
      .reduce((sum, adjustment) => sum + size(adjustment.tax_amount), 0),
  };
}
