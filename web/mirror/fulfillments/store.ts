import type { Reader, Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { FulfillmentEventSnapshot, FulfillmentSnapshot } from './fulfillment-payload.ts';

/** Stores what is newer than what we have, each by itself. */
export async function saveFulfillments(
  tx: Tx,
  shopId: ShopId,
  fulfillments: readonly FulfillmentSnapshot[],
): Promise<void> {
  for (const fulfillment of fulfillments) {
    const moving = {
      status: fulfillment.status,
      shipment_status: fulfillment.shipmentStatus,
      tracking_company: fulfillment.company,
      tracking_number: fulfillment.number,
      tracking_url: fulfillment.url,
      updated_at: fulfillment.updatedAt,
    };
    await tx
      .insertInto('fulfillments')
      .values({
        shop_id: shopId,
        order_id: fulfillment.orderId,
        fulfillment_id: fulfillment.id,
        created_at: fulfillment.createdAt,
        ...moving,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['shop_id', 'order_id', 'fulfillment_id'])
          .doUpdateSet(moving)
          .where('fulfillments.updated_at', '<=', fulfillment.updatedAt),
      )
      .execute();
  }
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
  /** Ms: when the latest parcel was sent; null = none was. */
  lastSentAt: number | null;
  /** Ms: when the last parcel arrived; null while one is on its way or none was sent. */
  deliveredAt: number | null;
}

/**
 * When the parcels of an order left and arrived. Cancelled ones do not count. Where the event of an arrival was lost, the parcel's
 * own state tells of it, dated when that was last changed.
 */
export async function shipmentTimes(handle: Reader, shopId: ShopId, orderId: string): Promise<ShipmentTimes> {
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
    .where('parcel.order_id', '=', orderId)
    .where((eb) =>
      eb.or([eb('parcel.status', 'is', null), eb('parcel.status', 'not in', ['cancelled', 'error', 'failure'])]),
    )
    .groupBy(['parcel.fulfillment_id', 'parcel.created_at', 'parcel.shipment_status', 'parcel.updated_at'])
    .select((eb) => [
      'parcel.created_at as sentAt',
      'parcel.shipment_status as shipmentStatus',
      'parcel.updated_at as updatedAt',
      eb.fn.min<number | null>('event.happened_at').as('deliveredAt'),
    ])
    .execute();
  const arrivals = rows.map((row) => row.deliveredAt ?? (row.shipmentStatus === 'delivered' ? row.updatedAt : null));
  const allThere = rows.length > 0 && arrivals.every((at) => at !== null);
  return {
    lastSentAt: rows.length > 0 ? Math.max(...rows.map((row) => row.sentAt)) : null,
    deliveredAt: allThere ? Math.max(...arrivals.map(Number)) : null,
  };
}

export async function eraseFulfillments(tx: Tx, shopId: ShopId): Promise<void> {
  await tx.deleteFrom('fulfillment_events').where('shop_id', '=', shopId).execute();
  await tx.deleteFrom('fulfillments').where('shop_id', '=', shopId).execute();
}
