import { z } from 'zod';
import { optionalTime, payloadId, payloadText, payloadTime } from '../../platform/kit/payload-fields.ts';

export interface FulfillmentSnapshot {
  id: string;
  orderId: string;
  status: string | null;
  shipmentStatus: string | null;
  company: string | null;
  number: string | null;
  url: string | null;
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
    tracking_url: payloadText,
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
      number: payload.tracking_number,
      url: payload.tracking_url,
      createdAt: payload.created_at,
      updatedAt: payload.updated_at ?? payload.created_at,
    }),
  );

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
