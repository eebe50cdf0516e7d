import type { Reader } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';

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
      'parcel.delivered_at',
    ])
    .select((eb) => [
      'parcel.order_id as orderId',
      'parcel.created_at as sentAt',
      'parcel.shipment_status as shipmentStatus',
      'parcel.updated_at as updatedAt',
      'parcel.delivered_at as toldAt',
      eb.fn.min<number | null>('event.happened_at').as('deliveredAt'),
    ])
    .execute();
  const parcels = Map.groupBy(rows, ({ orderId }) => orderId);
  return new Map(
    [...parcels].map(([orderId, own]) => {
      const arrivals = own.map(
        (row) => row.deliveredAt ?? row.toldAt ?? (row.shipmentStatus === 'delivered' ? row.updatedAt : null),
      );
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
