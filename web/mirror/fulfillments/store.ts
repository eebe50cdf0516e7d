import type { Reader, Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
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
      tracking_number: fulfillment.number,
      tracking_url: fulfillment.url,
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
  await tx
    .insertInto('fulfillment_events')
    .values({
      shop_id: shopId,
      order_id: event.orderId,
      fulfillment_id: event.fulfillmentId,
      event_id: event.id,
      status: event.status,
      message: event.message,
      city: event.city,
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

export async function eraseFulfillments(tx: Tx, shopId: ShopId): Promise<void> {
  await tx.deleteFrom('fulfillment_events').where('shop_id', '=', shopId).execute();
  await tx.deleteFrom('fulfillments').where('shop_id', '=', shopId).execute();
}
