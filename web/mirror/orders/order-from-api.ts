/** What the Admin API answered, in the shape that webhooks are read into. */
import { minorFromDecimal } from '../../platform/kit/money.ts';
import type { CustomerSnapshot } from '../customers/index.ts';
import { type LineNode, type OrderNode, PARCEL_LINES, type RefundNode } from './order-queries.ts';
import { usedCodes } from './used-codes.ts';
import {
  type Contacts,
  type LineSnapshot,
  type OrderSnapshot,
  type RefundSnapshot,
  wasFullyPaid,
} from './order-snapshot.ts';

/** `paidAt`: ms, null while it was never fully paid. Here the payments themselves say when that was. */
export function orderFromApi(
  node: OrderNode,
  lines: readonly LineNode[],
): { order: OrderSnapshot; paidAt: number | null } {
  const { currencyCode: currency } = node;
  const financialStatus = node.displayFinancialStatus?.toLowerCase() ?? null;
  const total = minorFromDecimal(node.originalTotalPriceSet, currency);
  const order: OrderSnapshot = {
    id: node.id,
    name: node.name,
    customer: node.customer && customerFrom(node.customer),
    destinationCountry: node.shippingAddress?.countryCodeV2 ?? null,
    contacts: contactsFrom(node),
    guestEmail: node.customer ? null : node.email,
    currency,
    financialStatus,
    fulfillmentStatus: FULFILLMENT[node.displayFulfillmentStatus] ?? null,
    sourceName: node.sourceName,
    business: node.purchasingEntity?.__typename === 'PurchasingCompany',
    test: node.test,
    taxesIncluded: node.taxesIncluded,
    total,
    subtotal: minorFromDecimal(node.subtotalPriceSet ?? '0', currency),
    placedAt: node.createdAt,
    processedAt: node.processedAt,
    cancelledAt: node.cancelledAt,
    updatedAt: node.updatedAt,
    lines: lines.map((line) => lineFrom(line, currency)),
    codes: usedCodes(
      node.discountCodes,
      lines.flatMap(({ id: lineId, discountAllocations }) =>
        discountAllocations.flatMap(({ allocatedAmountSet, discountApplication: { code } }) =>
          code === undefined ? [] : [{ code, lineId, amount: minorFromDecimal(allocatedAmountSet, currency) }],
        ),
      ),
    ),
    refunds: node.refunds.map((refund) => refundFrom(refund, currency, node.createdAt)),
    fulfillments: node.fulfillments.map((fulfillment) => ({
      id: fulfillment.id,
      orderId: node.id,
      status: fulfillment.status.toLowerCase(),
      shipmentStatus: SHIPMENT.has(fulfillment.displayStatus ?? '')
        ? (fulfillment.displayStatus?.toLowerCase() ?? null)
        : null,
      company: fulfillment.trackingInfo[0]?.company ?? null,
      numbers: fulfillment.trackingInfo.flatMap(({ number }) => number || []),
      urls: fulfillment.trackingInfo.flatMap(({ url }) => url || []),
      lines: parcelLines(fulfillment),
      estimatedDeliveryAt: fulfillment.estimatedDeliveryAt,
      deliveredAt: fulfillment.deliveredAt,
      createdAt: fulfillment.createdAt,
      updatedAt: fulfillment.updatedAt,
    })),
    shipmentEvents: node.fulfillments.flatMap(
      ({ id: fulfillmentId, events }) =>
        events?.nodes.map((event) => ({
          ...event,
          fulfillmentId,
          orderId: node.id,
          status: event.status.toLowerCase(),
        })) ?? [],
    ),
  };
  return { order, paidAt: wasFullyPaid(financialStatus) ? fullyPaidAt(node, total, currency) : null };
}

/** Of a full page nobody knows whether more follows; what a webhook told holds then. */
function parcelLines({ fulfillmentLineItems: page }: OrderNode['fulfillments'][number]) {
  if (page === undefined || page.nodes.length >= PARCEL_LINES) return null;
  return page.nodes.map(({ quantity, lineItem }) => ({ lineId: lineItem.id, quantity }));
}

/** `fulfillment_status` of webhooks. */
const FULFILLMENT: Record<string, string> = {
  FULFILLED: 'fulfilled',
  PARTIALLY_FULFILLED: 'partial',
  RESTOCKED: 'restocked',
};
/** Of `displayStatus`, what the carrier says; the others say what the store did. */
const SHIPMENT = new Set([
  'CONFIRMED',
  'LABEL_PRINTED',
  'LABEL_PURCHASED',
  'CARRIER_PICKED_UP',
  'IN_TRANSIT',
  'DELAYED',
  'OUT_FOR_DELIVERY',
  'ATTEMPTED_DELIVERY',
  'READY_FOR_PICKUP',
  'PICKED_UP',
  'DELIVERED',
  'NOT_DELIVERED',
  'FAILURE',
]);

/** When the payments first reached the order's total; a free order is paid when it is placed. */
function fullyPaidAt(node: OrderNode, total: number, currency: string): number {
  const payments = node.transactions
    .filter(({ kind, status }) => (kind === 'SALE' || kind === 'CAPTURE') && status === 'SUCCESS')
    .map(({ processedAt, amountSet }) => ({
      at: processedAt ?? node.processedAt,
      amount: minorFromDecimal(amountSet, currency),
    }))
    .toSorted((a, b) => a.at - b.at);
  let paid = 0;
  for (const payment of payments) {
    paid += payment.amount;
    if (paid >= total) return payment.at;
  }
  return payments.at(-1)?.at ?? node.processedAt;
}

/** An export has none of them: the file is kept for a while. */
function contactsFrom({ email, phone, customer, shippingAddress, billingAddress }: OrderNode): Contacts {
  return {
    emails: [email, customer?.defaultEmailAddress],
    phones: [phone, customer?.defaultPhoneNumber?.phoneNumber, shippingAddress?.phone, billingAddress?.phone],
    postcode: shippingAddress?.zip ?? null,
  };
}

function customerFrom({
  defaultPhoneNumber: _phone,
  defaultEmailAddress: email,
  verifiedEmail: verified,
  state,
  ...rest
}: NonNullable<OrderNode['customer']>): CustomerSnapshot {
  return { ...rest, email, verified, state: state?.toLowerCase() ?? null };
}

function lineFrom(line: LineNode, currency: string): LineSnapshot {
  const minor = (amount: string) => minorFromDecimal(amount, currency);
  return {
    id: line.id,
    productId: line.product?.id ?? null,
    variantId: line.variant?.id ?? null,
    title: line.title,
    sku: line.sku,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    unitPrice: minor(line.originalUnitPriceSet),
    discount: line.discountAllocations.reduce((sum, { allocatedAmountSet }) => sum + minor(allocatedAmountSet), 0),
    tax: line.taxLines.reduce((sum, { priceSet }) => sum + minor(priceSet), 0),
    giftCard: line.isGiftCard,
    // The Admin API lists tips beside the lines, not among them.
    tip: false,
    requiresShipping: line.requiresShipping,
  };
}

function refundFrom(refund: RefundNode, currency: string, orderCreatedAt: number): RefundSnapshot {
  const minor = (amount: string) => minorFromDecimal(amount, currency);
  return {
    id: refund.id,
    createdAt: refund.createdAt ?? orderCreatedAt,
    lines: refund.refundLineItems.nodes.map(({ quantity, lineItem }) => ({ lineId: lineItem.id, quantity })),
    money: refund.transactions.nodes
      .filter(({ kind, status }) => kind === 'REFUND' && status === 'SUCCESS')
      .reduce((sum, { amountSet }) => sum + minor(amountSet), 0),
    shipping: refund.refundShippingLines.nodes.reduce(
      (sum, line) => sum + minor(line.subtotalAmountSet) + minor(line.taxAmountSet),
      0,
    ),
    duties: (refund.duties ?? []).reduce((sum, { amountSet }) => sum + minor(amountSet), 0),
    taxOnly: refund.orderAdjustments.nodes
      .filter(({ amountSet }) => minor(amountSet) === 0)
      .reduce((sum, { taxAmountSet }) => sum + Math.abs(minor(taxAmountSet)), 0),
  };
}
