import type { Reader } from '../../../../db/open.ts';
import type { OrderId, ShopId } from '../../../platform/kit/ids.ts';
import type { FulfillmentEventSnapshot, FulfillmentSnapshot } from '../fulfillment-payload.ts';

/** A fulfilment as the mirror has it: mostly one parcel, at times several with a number each. */
export interface Parcel {
  fulfillmentId: string;
  orderId: OrderId;
  /** `success`, `cancelled`, … in lower case. */
  status: string | null;
  /** What Shopify says of its way; whatever else it says some day comes as it is. */
  shipmentStatus: string | null;
  company: string | null;
  numbers: string[];
  urls: string[];
  /** Ms. */
  createdAt: number;
  updatedAt: number;
  /** Empty = nobody told: of past orders Shopify's file cannot. */
  lines: { lineId: string; quantity: number }[];
  /** Oldest first by when it happened, then by id. */
  events: ParcelEvent[];
  /** The carrier's latest date. */
  estimatedDeliveryAt: number | null;
  /** As Shopify says it, where no event does: of past orders there are none. */
  deliveredAt: number | null;
}
export interface ParcelEvent {
  eventId: string;
  /** In lower case. */
  status: string;
  message: string | null;
  city: string | null;
  country: string | null;
  happenedAt: number;
  estimatedDeliveryAt: number | null;
}

/** Cancelled ones included; an order's in the order in which they were made. Orders without any are left out. */
export async function parcelsOf(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<Map<OrderId, Parcel[]>> {
  const parcels = await readParcels(handle, shopId, orderIds);
  if (parcels.length === 0) return new Map();
  const events = Map.groupBy(await readEvents(handle, shopId, orderIds), ({ orderId, fulfillmentId }) =>
    [orderId, fulfillmentId].join(' '),
  );
  return Map.groupBy(
    parcels.map((parcel): Parcel => {
      const own = events.get([parcel.orderId, parcel.id].join(' ')) ?? [];
      return {
        fulfillmentId: parcel.id,
        orderId: parcel.orderId as OrderId,
        status: parcel.status,
        shipmentStatus: parcel.shipmentStatus,
        company: parcel.company,
        numbers: parcel.numbers,
        urls: parcel.urls,
        createdAt: parcel.createdAt,
        updatedAt: parcel.updatedAt,
        lines: parcel.lines ?? [],
        events: own.map(({ id: eventId, orderId: _order, fulfillmentId: _parcel, ...event }) => ({
          eventId,
          ...event,
        })),
        estimatedDeliveryAt:
          own.findLast((event) => event.estimatedDeliveryAt !== null)?.estimatedDeliveryAt ??
          parcel.estimatedDeliveryAt,
        deliveredAt: parcel.deliveredAt,
      };
    }),
    ({ orderId }) => orderId,
  );
}

/** As they were told, without their events. */
export async function readParcels(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<FulfillmentSnapshot[]> {
  if (orderIds.length === 0) return [];
  const rows = await handle
    .selectFrom('fulfillments')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .orderBy('created_at')
    .orderBy('fulfillment_id')
    .execute();
  if (rows.length === 0) return [];
  const lines = await handle
    .selectFrom('fulfillment_lines')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .orderBy('line_id')
    .execute();
  const linesOf = Map.groupBy(lines, (line) => [line.order_id, line.fulfillment_id].join(' '));
  return rows.map((row) => ({
    id: row.fulfillment_id,
    orderId: row.order_id,
    status: row.status,
    shipmentStatus: row.shipment_status,
    company: row.tracking_company,
    numbers: listed(row.tracking_number, row.more_numbers),
    urls: listed(row.tracking_url, row.more_urls),
    lines:
      linesOf.get([row.order_id, row.fulfillment_id].join(' '))?.map(({ line_id: lineId, quantity }) => ({
        lineId,
        quantity,
      })) ?? null,
    estimatedDeliveryAt: row.estimated_delivery_at,
    deliveredAt: row.delivered_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
}

const listed = (first: string | null, more: string): string[] =>
  first === null ? [] : [first, ...(JSON.parse(more) as string[])];

/** Also of parcels that are not known yet. Oldest first. */
export async function readEvents(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<FulfillmentEventSnapshot[]> {
  if (orderIds.length === 0) return [];
  const rows = await handle
    .selectFrom('fulfillment_events')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .orderBy('happened_at')
    .orderBy('event_id')
    .execute();
  return rows.map((row) => ({
    id: row.event_id,
    fulfillmentId: row.fulfillment_id,
    orderId: row.order_id,
    status: row.status,
    message: row.message,
    city: row.city,
    country: row.country,
    happenedAt: row.happened_at,
    estimatedDeliveryAt: row.estimated_delivery_at,
  }));
}
