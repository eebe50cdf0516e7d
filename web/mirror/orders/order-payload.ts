/** `orders/*`: the whole order. Only what the app uses is read; names, streets and notes of the order are not. */
import { z } from 'zod';
import {
  listOf,
  minorOrZero,
  optionalCount,
  optionalId,
  optionalTime,
  orRefused,
  payloadAmount,
  payloadCount,
  payloadFlag,
  payloadId,
  payloadText,
  payloadTime,
  shopMoney,
} from '../../platform/kit/payload-fields.ts';
import { customerPayload, type CustomerSnapshot } from '../customers/index.ts';
import { fulfillmentPayload } from '../fulfillments/index.ts';
import type { LineSnapshot, OrderSnapshot } from './order-snapshot.ts';
import { readRefund, refundPayload } from './refund-payload.ts';
import { type UsedCode, usedCodes } from './used-codes.ts';

const moneyOf = { amount: payloadAmount, amount_set: shopMoney };
const linePayload = z.object({
  id: payloadId,
  product_id: optionalId,
  variant_id: optionalId,
  title: payloadText,
  sku: payloadText,
  quantity: payloadCount,
  current_quantity: optionalCount,
  price: payloadAmount,
  price_set: shopMoney,
  gift_card: payloadFlag,
  tip: z.unknown().optional(),
  requires_shipping: payloadFlag,
  tax_lines: listOf(z.object({ price: payloadAmount, price_set: shopMoney })),
  discount_allocations: listOf(z.object({ ...moneyOf, discount_application_index: optionalCount })),
});

const payload = z.object({
  id: payloadId,
  name: payloadText,
  customer: z.intersection(customerPayload, z.object({ phone: payloadText })).nullish(),
  email: payloadText,
  phone: payloadText,
  shipping_address: z.object({ country_code: payloadText, zip: payloadText, phone: payloadText }).nullish(),
  billing_address: z.object({ phone: payloadText }).nullish(),
  company: z.unknown().optional(),
  currency: z.string(),
  financial_status: payloadText,
  fulfillment_status: payloadText,
  source_name: payloadText,
  test: payloadFlag,
  taxes_included: payloadFlag,
  total_price: payloadAmount,
  subtotal_price: payloadAmount,
  created_at: payloadTime,
  processed_at: optionalTime,
  cancelled_at: optionalTime,
  updated_at: payloadTime,
  line_items: listOf(linePayload),
  discount_codes: listOf(z.object({ code: payloadText })),
  discount_applications: listOf(z.object({ type: payloadText, code: payloadText })),
  refunds: listOf(refundPayload),
  fulfillments: listOf(fulfillmentPayload),
});

export const orderPayload = payload.transform(
  orRefused(
    (order): OrderSnapshot => ({
      id: order.id,
      name: order.name ?? '',
      customer: readCustomer(order.customer),
      destinationCountry: order.shipping_address?.country_code?.toUpperCase() ?? null,
      contacts: {
        emails: [order.email, order.customer?.email],
        phones: [order.phone, order.customer?.phone, order.shipping_address?.phone, order.billing_address?.phone],
        postcode: order.shipping_address?.zip ?? null,
      },
      guestEmail: order.customer ? null : order.email,
      currency: order.currency,
      financialStatus: order.financial_status,
      fulfillmentStatus: order.fulfillment_status,
      sourceName: order.source_name,
      business: order.company !== null && order.company !== undefined,
      test: order.test,
      taxesIncluded: order.taxes_included,
      total: minorOrZero(order.total_price, order.currency),
      subtotal: minorOrZero(order.subtotal_price, order.currency),
      placedAt: order.created_at,
      processedAt: order.processed_at ?? order.created_at,
      cancelledAt: order.cancelled_at,
      updatedAt: order.updated_at,
      lines: order.line_items.map((line) => readLine(line, order.currency)),
      codes: readCodes(order),
      refunds: order.refunds.map((refund) => readRefund(refund, order.currency)),
      fulfillments: order.fulfillments,
    }),
  ),
);

function readCustomer(customer: z.infer<typeof payload>['customer']): CustomerSnapshot | null {
  if (!customer) return null;
  const { phone: _phone, ...known } = customer;
  return known;
}

/** Allocations name their discount by its place among the order's. */
function readCodes(order: z.infer<typeof payload>): UsedCode[] {
  const shares = order.line_items.flatMap((line) =>
    line.discount_allocations.flatMap(({ amount, amount_set, discount_application_index: at }) => {
      const { type, code } = order.discount_applications[at ?? -1] ?? { type: null, code: null };
      return type === 'discount_code' && code !== null
        ? [{ code, lineId: line.id, amount: minorOrZero(amount_set?.shop_money.amount ?? amount, order.currency) }]
        : [];
    }),
  );
  return usedCodes(
    order.discount_codes.flatMap(({ code }) => code ?? []),
    shares,
  );
}

function readLine(line: z.infer<typeof linePayload>, currency: string): LineSnapshot {
  const minor = (set: z.infer<typeof shopMoney>, amount: string | null) =>
    minorOrZero(set?.shop_money.amount ?? amount, currency);
  const discount = line.discount_allocations.reduce((sum, part) => sum + minor(part.amount_set, part.amount), 0);
  const tax = line.tax_lines.reduce((sum, part) => sum + minor(part.price_set, part.price), 0);
  const unitPrice = minor(line.price_set, line.price);
  // What is negative here would make a purchase worth more than it cost.
  if (discount < 0 || tax < 0 || ![discount, tax, unitPrice * line.quantity].every(Number.isSafeInteger))
    throw new RangeError(`the amounts of line ${line.id} are out of range`);
  return {
    id: line.id,
    productId: line.product_id,
    variantId: line.variant_id,
    title: line.title ?? '',
    sku: line.sku,
    quantity: line.quantity,
    currentQuantity: line.current_quantity ?? line.quantity,
    unitPrice,
    discount,
    tax,
    giftCard: line.gift_card,
    tip: line.tip !== null && line.tip !== undefined,
    requiresShipping: line.requires_shipping,
  };
}
