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
  order_adjustments: listOf(
    z.object({
      kind: payloadText,
      amount: payloadAmount,
      amount_set: shopMoney,
      tax_amount: payloadAmount,
      tax_amount_set: shopMoney,
    }),
  ),
  total_duties_set: shopMoney,
  transactions: listOf(
    z.object({ kind: payloadText, status: payloadText, amount: payloadAmount, currency: payloadText }),
  ),
});
export type RefundPayload = z.infer<typeof refundPayload>;

/** The store's currency, where the refund tells it. Its transactions do not: theirs may be the shopper's. */
export function refundCurrency(refund: RefundPayload): string | null {
  return (
    refund.total_duties_set?.shop_money.currency_code ??
    refund.refund_line_items.find((line) => line.subtotal_set)?.subtotal_set?.shop_money.currency_code ??
    null
  );
}

export function readRefund(refund: RefundPayload, currency: string): RefundSnapshot {
  const paidBack = refund.transactions.filter(({ kind, status }) => kind === 'refund' && status === 'success');
  // Where a shopper paid in another currency, so may the transaction be told.
  const inStoreMoney = paidBack.every((transaction) => (transaction.currency ?? currency) === currency);
  const minor = (amount: string | null) => minorOrZero(amount, currency);
  const adjustments = refund.order_adjustments.map((adjustment) => ({
    kind: adjustment.kind,
    amount: Math.abs(minor(adjustment.amount_set?.shop_money.amount ?? adjustment.amount)),
    tax: Math.abs(minor(adjustment.tax_amount_set?.shop_money.amount ?? adjustment.tax_amount)),
  }));
  const shippingLines = refund.refund_shipping_lines.reduce(
    (sum, line) =>
      sum +
      minor(line.subtotal_amount_set?.shop_money.amount ?? null) +
      minor(line.tax_amount_set?.shop_money.amount ?? null),
    0,
  );
  // Older orders have the shipping as an adjustment instead.
  const shippingAdjustments = adjustments
    .filter(({ kind }) => kind === 'shipping_refund')
    .reduce((sum, { amount, tax }) => sum + amount + tax, 0);
  return {
    id: refund.id,
    createdAt: refund.created_at,
    lines: refund.refund_line_items.map((line) => ({ lineId: line.line_item_id, quantity: line.quantity })),
    money: inStoreMoney ? paidBack.reduce((sum, transaction) => sum + minor(transaction.amount), 0) : null,
    shipping: shippingLines > 0 ? shippingLines : shippingAdjustments,
    duties: minor(refund.total_duties_set?.shop_money.amount ?? null),
    taxOnly: adjustments.filter(({ amount }) => amount === 0).reduce((sum, { tax }) => sum + tax, 0),
  };
}
