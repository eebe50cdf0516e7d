import { z } from 'zod';
import {
  listOf,
  optionalTime,
  payloadCount,
  payloadId,
  payloadText,
  payloadTime,
} from '../../platform/kit/payload-fields.ts';

export interface FulfillmentSnapshot {
  id: string;
  orderId: string;
  status: string | null;
  shipmentStatus: string | null;
  company: string | null;
  numbers: string[];
  urls: string[];
  /** What is in it; null = this source does not tell. */
  lines: { lineId: string; quantity: number }[] | null;
  /** Only the Admin API tells these two; null = not told. */
  estimatedDeliveryAt: number | null;
  deliveredAt: number | null;
  createdAt: number;
  updatedAt: number;
}

/** `fulfillments/create` and `update`, and those inside an order. Destination and email are not read. */
export const fulfillmentPayload = z
  .object({
    id: payloadId,
    order_id: payloadId,
    status: payloadText,
    shipment_status: payloadText,
    tracking_company: payloadText,
    tracking_number: payloadText,
    tracking_numbers: listOf(payloadText),
    tracking_url: payloadText,
    tracking_urls: listOf(payloadText),
    line_items: z.array(z.object({ id: payloadId, quantity: payloadCount })).nullish(),
    created_at: payloadTime,
    updated_at: optionalTime,
  })
  .transform(
    (payload): FulfillmentSnapshot => ({
      id: payload.id,
      orderId: payload.order_id,
      status: payload.status,
      shipmentStatus: payload.shipment_status,
      company: payload.tracking_company,
      numbers: distinct(payload.tracking_number, payload.tracking_numbers),
      urls: distinct(payload.tracking_url, payload.tracking_urls),
      lines: payload.line_items?.map(({ id, quantity }) => ({ lineId: id, quantity })) ?? null,
      estimatedDeliveryAt: null,
      deliveredAt: null,
      createdAt: payload.created_at,
      updatedAt: payload.updated_at ?? payload.created_at,
    }),
  );

/** Far more than a fulfilment has parcels. */
const MOST_NUMBERS = 50;

/** The first one is told twice. */
export function distinct(first: string | null, all: readonly (string | null)[]): string[] {
  const given = [first, ...all].flatMap((text) => text?.trim() || []);
  return [...new Set(given)].slice(0, MOST_NUMBERS);
}

export interface FulfillmentEventSnapshot {
  id: string;
  fulfillmentId: string;
  orderId: string;
  status: string;
  message: string | null;
  city: string | null;
  country: string | null;
  happenedAt: number;
  estimatedDeliveryAt: number | null;
}

/** `fulfillment_events/create` */
export const fulfillmentEventPayload = z
  .object({
    id: payloadId,
    fulfillment_id: payloadId,
    order_id: payloadId,
    status: z.string(),
    message: payloadText,
    city: payloadText,
    country: payloadText,
    happened_at: payloadTime,
    estimated_delivery_at: optionalTime,
  })
  .transform(
    (payload): FulfillmentEventSnapshot => ({
      id: payload.id,
      fulfillmentId: payload.fulfillment_id,
      orderId: payload.order_id,
      status: payload.status.toLowerCase(),
      message: payload.message,
      city: payload.city,
      country: payload.country,
      happenedAt: payload.happened_at,
      estimatedDeliveryAt: payload.estimated_delivery_at,
    }),
  );
