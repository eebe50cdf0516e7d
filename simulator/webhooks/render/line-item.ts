import type { Order, OrderLine } from '../../world/types.ts';
import { amount, gid, moneySet, number } from './values.ts';

/** `line_items[]` of the order topics. */
export function renderLine(order: Order, line: OrderLine): Record<string, unknown> {
  return {
    id: number(line.id),
    admin_graphql_api_id: gid('LineItem', line.id),
    attributed_staffs: [],
    current_quantity: line.currentQuantity,
    fulfillable_quantity: line.fulfillableQuantity,
    fulfillment_service: 'manual',
    fulfillment_status: lineFulfillmentStatus(order, line),
    gift_card: line.giftCard,
    grams: 0,
    name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    price: amount(line.price, order),
    price_set: moneySet(line.price, order),
    product_exists: line.productId !== null,
    product_id: line.productId === null ? null : number(line.productId),
    properties: line.properties,
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sales_line_item_group_id: null,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    // Line discounts are allocated too; this older field stays zero, as in Shopify since discount allocations exist.
    total_discount: amount(0, order),
    total_discount_set: moneySet(0, order),
    variant_id: line.variantId === null ? null : number(line.variantId),
    variant_inventory_management: null,
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: taxLines(order, line.tax, line.taxRate),
    duties: [],
    discount_allocations: line.allocations.map((part) => ({
      amount: amount(part.amount, order),
      amount_set: moneySet(part.amount, order),
      discount_application_index: part.application,
    })),
  };
}

/** The line inside refunds and fulfilments, which has fewer fields. */
export function renderLineInside(order: Order, line: OrderLine, quantity = line.quantity): Record<string, unknown> {
  const full = renderLine(order, line);
  for (const key of ['attributed_staffs', 'current_quantity', 'sales_line_item_group_id']) delete full[key];
  return { ...full, quantity };
}

export function taxLines(order: Order, tax: number, rate: number): Record<string, unknown>[] {
  if (tax === 0) return [];
  return [{ channel_liable: false, price: amount(tax, order), price_set: moneySet(tax, order), rate, title: 'Tax' }];
}

function lineFulfillmentStatus(order: Order, line: OrderLine): string | null {
  const sent = order.fulfillments
    .filter(({ status }) => status === 'success')
    .flatMap(({ lines }) => lines)
    .reduce((sum, part) => (part.lineId === line.id ? sum + part.quantity : sum), 0);
  if (sent === 0) return null;
  return line.fulfillableQuantity === 0 ? 'fulfilled' : 'partial';
}
