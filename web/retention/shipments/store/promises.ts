import type { Reader, Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { Estimate } from '../stages.ts';

/** Stands for the whole order. */
export const WHOLE_ORDER = '';

/** What was said first, by order and then by parcel. */
export type KeptPromises = ReadonlyMap<string, ReadonlyMap<string, Estimate>>;

export async function promisesOf(handle: Reader, shopId: ShopId, orderIds: readonly string[]): Promise<KeptPromises> {
  if (orderIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('shipment_promises')
    .select(['order_id', 'fulfillment_id', 'promise'])
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .execute();
  const byOrder = Map.groupBy(rows, (row) => row.order_id);
  return new Map(
    [...byOrder].map(([orderId, own]) => [
      orderId,
      new Map(own.map((row) => [row.fulfillment_id, JSON.parse(row.promise) as Estimate])),
    ]),
  );
}

/** What was kept before stays. */
export async function keepPromises(
  tx: Tx,
  shopId: ShopId,
  promises: readonly { orderId: string; fulfillmentId: string; promise: Estimate }[],
  now: number,
): Promise<void> {
  if (promises.length === 0) return;
  await tx
    .insertInto('shipment_promises')
    .values(
      promises.map(({ orderId, fulfillmentId, promise }) => ({
        shop_id: shopId,
        order_id: orderId,
        fulfillment_id: fulfillmentId,
        promise: JSON.stringify(promise),
        kept_at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['shop_id', 'order_id', 'fulfillment_id']).doNothing())
    .execute();
}
