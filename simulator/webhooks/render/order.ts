/** The 93 keys of the `orders/*` topics. Protected fields that were not granted are null. */
import { createHmac } from 'node:crypto';
import { currentTotals, outstanding } from '../../world/order-state.ts';
import type { Order } from '../../world/types.ts';
import { customerFields } from './customer.ts';
import { renderFulfillment } from './fulfillment.ts';
import { renderLine, taxLines } from './line-item.ts';
import { renderRefund } from './refund.ts';
import { renderReturn } from './return.ts';
import { shippingLines } from './shipping-line.ts';
import {
  amount,
  gid,
  ifGranted,
  moneySet,
  number,
  orderAddress,
  zoned,
  zonedOrNull,
  type Rendering,
} from './values.ts';

export function renderOrder(rendering: Rendering, order: Order): Record<string, unknown> {
  const { shop } = rendering;
  const zone = shop.timeZone;
  const now = currentTotals(order);
  const itemsPrice = order.lines.reduce((sum, line) => (line.addedLater ? sum : sum + line.price * line.quantity), 0);
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  const gateways = [...new Set(order.transactions.map(({ gateway }) => gateway))];
  const shippingAddress = orderAddress(rendering, order.shippingAddress);
  const both = (name: string, minor: number): Record<string, unknown> => ({
    [name]: amount(minor, order),
    [`${name}_set`]: moneySet(minor, order),
  });
  return {
    id: number(order.id),
    admin_graphql_api_id: gid('Order', order.id),
    app_id: null,
    browser_ip: null,
    buyer_accepts_marketing: customer?.acceptsMarketing ?? false,
    cancel_reason: order.cancelReason,
    cancelled_at: zonedOrNull(order.cancelledAt, zone),
    cart_token: order.token,
    checkout_token: order.token,
    client_details: null,
    closed_at: zonedOrNull(order.closedAt, zone),
    confirmation_number: order.token.slice(0, 9).toUpperCase(),
    confirmed: true,
    contact_email: ifGranted(rendering, 'email', order.email),
    created_at: zoned(order.createdAt, zone),
    currency: order.currency,
    current_shipping_price_set: moneySet(now.shipping, order),
    ...both('current_subtotal_price', now.subtotal),
    current_total_additional_fees_set: null,
    ...both('current_total_discounts', now.discounts),
    current_total_duties_set: order.duties > 0 ? moneySet(order.cancelledAt === null ? order.duties : 0, order) : null,
    ...both('current_total_price', now.total),
    ...both('current_total_tax', now.tax),
    customer_locale: order.locale,
    device_id: null,
    discount_codes: order.discountCodes.map((each) => ({
      code: each.code,
      amount: amount(each.amount, order),
      type: each.type,
    })),
    duties_included: false,
    email: ifGranted(rendering, 'email', order.email),
    estimated_taxes: false,
    financial_status: order.financialStatus,
    fulfillment_status: order.fulfillmentStatus,
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: Buffer.from(`LegalEntity/${shop.id}`).toString('base64'),
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: order.noteAttributes,
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: statusUrl(shop.domain, shop.id, order),
    original_total_additional_fees_set: null,
    original_total_duties_set: order.duties > 0 ? moneySet(order.duties, order) : null,
    payment_gateway_names: gateways.length > 0 ? gateways : [order.gateway],
    phone: ifGranted(rendering, 'phone', order.phone),
    po_number: null,
    presentment_currency: order.presentmentCurrency,
    processed_at: zoned(order.processedAt, zone),
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
    ...both('subtotal_price', order.subtotal),
    tags: order.tags.join(', '),
    tax_exempt: false,
    tax_lines: taxLines(order, order.totalTax, order.lines.find((line) => line.tax > 0)?.taxRate ?? 0),
    taxes_included: order.taxesIncluded,
    test: order.test,
    token: order.token,
    total_cash_rounding_payment_adjustment_set: moneySet(0, order),
    total_cash_rounding_refund_adjustment_set: moneySet(0, order),
    ...both('total_discounts', order.totalDiscounts),
    ...both('total_line_items_price', itemsPrice),
    total_outstanding: amount(order.financialStatus === 'voided' ? 0 : outstanding(order), order),
    ...both('total_price', order.total),
    total_shipping_price_set: moneySet(order.shipping - order.shippingDiscount, order),
    ...both('total_tax', order.totalTax),
    total_tip_received: amount(order.tip, order),
    total_weight: 0,
    updated_at: zoned(order.updatedAt, zone),
    user_id: null,
    billing_address: shippingAddress,
    customer: customer && customer.mergedInto === null ? customerFields(rendering, customer) : null,
    discount_applications: order.discountApplications.map((application) => ({
      target_type: application.targetType,
      type: application.type,
      value: application.value,
      value_type: application.valueType,
      allocation_method: application.allocationMethod,
      target_selection: application.targetSelection,
      ...(application.code !== null
        ? { code: application.code }
        : { title: application.title, description: application.title }),
    })),
    fulfillments: order.fulfillments.map((fulfillment) => renderFulfillment(rendering, order, fulfillment)),
    line_items: order.lines.map((line) => renderLine(order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => renderRefund(rendering, order, refund)),
    shipping_address: shippingAddress,
    shipping_lines: shippingLines(order),
    returns: order.returns.map((each) => renderReturn(order, each)),
    line_item_groups: [],
    // Named by the REST reference of orders; the samples are no B2B orders and lack the key.
    ...(order.company && {
      company: { id: number(order.company.id), location_id: number(order.company.locationId) },
    }),
  };
}

export function statusUrl(domain: string, shopId: string, order: Order): string {
  const key = createHmac('sha256', order.token).update(order.id).digest('hex').slice(0, 32);
  return `https://${domain}/${shopId}/orders/${order.token}/authenticate?key=${key}`;
}
