import type { Reader, Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { erasedOrders } from '../../platform/privacy/erased.ts';
import type { FulfillmentEventSnapshot, FulfillmentSnapshot } from './fulfillment-payload.ts';

/** Stores what is newer than what we have, each by itself. One that is named twice is stored as it was last changed. */
export async function saveFulfillments(
  tx: Tx,
  shopId: ShopId,
  fulfillments: readonly FulfillmentSnapshot[],
): Promise<void> {
  const newest = new Map<string, FulfillmentSnapshot>();
  for (const fulfillment of fulfillments) {
    const key = `${fulfillment.orderId} ${fulfillment.id}`;
    const earlier = newest.get(key);
    if (!earlier || earlier.updatedAt <= fulfillment.updatedAt) newest.set(key, fulfillment);
  }
  if (newest.size === 0) return;
  const erased = await erasedOrders(
    tx,
    shopId,
    [...newest.values()].map(({ orderId }) => orderId),
  );
  // In a fixed order, so that two transactions which save several never wait in a circle.
  const rows = [...newest]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, fulfillment]) => ({
      shop_id: shopId,
      order_id: fulfillment.orderId,
      fulfillment_id: fulfillment.id,
      status: fulfillment.status,
      shipment_status: fulfillment.shipmentStatus,
      tracking_company: fulfillment.company,
      // A carrier shows to whom a parcel went.
      tracking_number: erased.has(fulfillment.orderId) ? null : fulfillment.number,
      tracking_url: erased.has(fulfillment.orderId) ? null : fulfillment.url,
      created_at: fulfillment.createdAt,
      updated_at: fulfillment.updatedAt,
    }));
  await tx
    .insertInto('fulfillments')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'order_id', 'fulfillment_id'])
        .doUpdateSet((eb) => ({
          status: eb.ref('excluded.status'),
          shipment_status: eb.ref('excluded.shipment_status'),
          tracking_company: eb.ref('excluded.tracking_company'),
          tracking_number: eb.ref('excluded.tracking_number'),
          tracking_url: eb.ref('excluded.tracking_url'),
          updated_at: eb.ref('excluded.updated_at'),
        }))
        .whereRef('fulfillments.updated_at', '<=', 'excluded.updated_at'),
    )
    .execute();
}

export async function saveFulfillmentEvent(tx: Tx, shopId: ShopId, event: FulfillmentEventSnapshot): Promise<void> {
  const erased = (await erasedOrders(tx, shopId, [event.orderId])).size > 0;
  await tx
    .insertInto('fulfillment_events')
    .values({
      shop_id: shopId,
      order_id: event.orderId,
      fulfillment_id: event.fulfillmentId,
      event_id: event.id,
      status: event.status,
      message: erased ? null : event.message,
      city: erased ? null : event.city,
      country: event.country,
      happened_at: event.happenedAt,
      estimated_delivery_at: event.estimatedDeliveryAt,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'order_id', 'fulfillment_id', 'event_id']).doNothing())
    .execute();
}

export interface ShipmentTimes {
  /** Ms: when the latest parcel was sent. */
  lastSentAt: number;
  /** Ms: when the last parcel arrived; null while one is on its way. */
  deliveredAt: number | null;
}

/**
 * When the parcels of orders left and arrived; an order without any is left out. Cancelled ones do not count. Where the event of an arrival was lost, the parcel's
 * own state tells of it, dated when that was last changed.
 */
export async function shipmentTimes(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<Map<string, ShipmentTimes>> {
  if (orderIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('fulfillments as parcel')
    .leftJoin('fulfillment_events as event', (join) =>
      join
        .onRef('event.shop_id', '=', 'parcel.shop_id')
        .onRef('event.order_id', '=', 'parcel.order_id')
        .onRef('event.fulfillment_id', '=', 'parcel.fulfillment_id')
        .on('event.status', '=', 'delivered'),
    )
    .where('parcel.shop_id', '=', shopId)
    .where('parcel.order_id', 'in', orderIds)
    .where((eb) =>
      eb.or([eb('parcel.status', 'is', null), eb('parcel.status', 'not in', ['cancelled', 'error', 'failure'])]),
    )
    .groupBy([
      'parcel.order_id',
      'parcel.fulfillment_id',
      'parcel.created_at',
      'parcel.shipment_status',
      'parcel.updated_at',
    ])
    .select((eb) => [
      'parcel.order_id as orderId',
      'parcel.created_at as sentAt',
      'parcel.shipment_status as shipmentStatus',
      'parcel.updated_at as updatedAt',
      eb.fn.min<number | null>('event.happened_at').as('deliveredAt'),
    ])
    .execute();
  const parcels = Map.groupBy(rows, ({ orderId }) => orderId);
  return new Map(
    [...parcels].map(([orderId, own]) => {
      const arrivals = own.map((row) => row.deliveredAt ?? (row.shipmentStatus === 'delivered' ? row.updatedAt : null));
      const allThere = arrivals.every((at) => at !== null);
      return [
        orderId,
        {
          lastSentAt: Math.max(...own.map((row) => row.sentAt)),
          deliveredAt: allThere ? Math.max(...arrivals.map(Number)) : null,
        },
      ];
    }),
  );
}

/** Of parcels to somebody who was erased it stays that they were sent and arrived, not where. */
export async function forgetDestinations(tx: Tx, shopId: ShopId, orderIds: readonly string[]): Promise<void> {
  for (let start = 0; start < orderIds.length; start += ORDERS_PER_QUERY) {
    const ids = orderIds.slice(start, start + ORDERS_PER_QUERY);
    await tx
      .updateTable('fulfillments')
      .set({ tracking_number: null, tracking_url: null })
      .where('shop_id', '=', shopId)
      .where('order_id', 'in', ids)
      .execute();
    await tx
      .updateTable('fulfillment_events')
      .set({ message: null, city: null })
      .where('shop_id', '=', shopId)
      .where('order_id', 'in', ids)
      .execute();
  }
}

const ORDERS_PER_QUERY = 500;

export async function parcelsOf(handle: Reader, shopId: ShopId, orderIds: readonly string[]) {
  if (orderIds.length === 0) return [];
  return handle
    .selectFrom('fulfillments')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .orderBy('created_at')
    .execute();
}

export async function eventsOf(handle: Reader, shopId: ShopId, orderIds: readonly string[]) {
  if (orderIds.length === 0) return [];
  return handle
    .selectFrom('fulfillment_events')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .orderBy('happened_at')
    .execute();
}
