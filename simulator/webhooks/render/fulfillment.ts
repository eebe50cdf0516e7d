import type { Fulfillment, FulfillmentEvent, Order } from '../../world/types.ts';
import { renderLineInside } from './line-item.ts';
import { gid, ifGranted, number, orderAddress, zoned, zonedOrNull, type Rendering } from './values.ts';

/** `fulfillments/create` and `update`, and `fulfillments[]` of an order. */
export function renderFulfillment(
  rendering: Rendering,
  order: Order,
  fulfillment: Fulfillment,
): Record<string, unknown> {
  const zone = rendering.shop.timeZone;
  return {
    id: number(fulfillment.id),
    order_id: number(order.id),
    status: fulfillment.status,
    created_at: zoned(fulfillment.createdAt, zone),
    service: 'manual',
    updated_at: zoned(fulfillment.updatedAt, zone),
    tracking_company: fulfillment.company,
    shipment_status: fulfillment.shipmentStatus,
    location_id: null,
    origin_address: null,
    email: ifGranted(rendering, 'email', order.email),
    destination: orderAddress(rendering, order.shippingAddress),
    line_items: fulfillment.lines.flatMap((part) => {
      const line = order.lines.find(({ id }) => id === part.lineId);
      return line ? [renderLineInside(order, line, part.quantity)] : [];
    }),
    tracking_number: fulfillment.numbers[0] ?? null,
    tracking_numbers: fulfillment.numbers,
    tracking_url: fulfillment.urls[0] ?? null,
    tracking_urls: fulfillment.urls,
    receipt: {},
    name: fulfillment.name,
    admin_graphql_api_id: gid('Fulfillment', fulfillment.id),
  };
}

export interface FulfillmentEventPart {
  order: Order;
  fulfillment: Fulfillment;
  part: FulfillmentEvent;
}
export function renderFulfillmentEvent(
  rendering: Rendering,
  { order, fulfillment, part }: FulfillmentEventPart,
): Record<string, unknown> {
  const zone = rendering.shop.timeZone;
  return {
    id: number(part.id),
    fulfillment_id: number(fulfillment.id),
    status: part.status,
    message: part.message,
    happened_at: zoned(part.happenedAt, zone),
    city: part.city,
    province: null,
    country: part.country,
    zip: null,
    address1: null,
    latitude: null,
    longitude: null,
    shop_id: number(rendering.shop.id),
    created_at: zoned(part.happenedAt, zone),
    updated_at: zoned(part.happenedAt, zone),
    estimated_delivery_at: zonedOrNull(part.estimatedDeliveryAt, zone),
    order_id: number(order.id),
    admin_graphql_api_id: gid('FulfillmentEvent', part.id),
  };
}
