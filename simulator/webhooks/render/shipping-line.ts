import { currentTotals } from '../../world/order-state.ts';
import type { Order } from '../../world/types.ts';
import { taxLines } from './line-item.ts';
import { amount, moneySet, number } from './values.ts';

/** The shipping line's id is the number after the order's, which nothing else can have. */
export function shippingLines(order: Order): Record<string, unknown>[] {
  if (order.shippingTitle === null) return [];
  const paid = order.shipping - order.shippingDiscount;
  const applications = order.discountApplications.flatMap((application, index) =>
    application.targetType === 'shipping_line' ? [index] : [],
  );
  return [
    {
      id: number(order.id) + 1n,
      carrier_identifier: null,
      code: order.shippingTitle,
      current_discounted_price_set: moneySet(currentTotals(order).shipping, order),
      discounted_price: amount(paid, order),
      discounted_price_set: moneySet(paid, order),
      is_removed: false,
      phone: null,
      price: amount(order.shipping, order),
      price_set: moneySet(order.shipping, order),
      requested_fulfillment_service_id: null,
      source: 'shopify',
      title: order.shippingTitle,
      tax_lines: taxLines(order, order.shippingTax, 0),
      discount_allocations: applications.slice(0, 1).map((index) => ({
        amount: amount(order.shippingDiscount, order),
        amount_set: moneySet(order.shippingDiscount, order),
        discount_application_index: index,
      })),
    },
  ];
}
