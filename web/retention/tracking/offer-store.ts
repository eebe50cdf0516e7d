/** The discounts beside orders' parcels: one for each order, whatever becomes of it. */
import type { Reader, Tx } from '../../../db/open.ts';
import type { Surface } from '../../offers/attribution/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';

export interface TrackingOffer {
  orderId: string;
  /** Where it was first looked at. */
  surface: Surface;
  percent: number;
  endsAt: number;
  state: 'making' | 'made' | 'refused';
  code: string | null;
}

export async function findTrackingOffer(
  handle: Reader,
  shopId: ShopId,
  orderId: string,
): Promise<TrackingOffer | null> {
  const [found] = await offersBeside(handle, shopId, [orderId]);
  return found ?? null;
}

export async function offersBeside(
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<TrackingOffer[]> {
  if (orderIds.length === 0) return [];
  const rows = await handle
    .selectFrom('tracking_offers')
    .select(['order_id as orderId', 'surface', 'percent', 'ends_at as endsAt', 'state', 'code'])
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .execute();
  return rows.map((row) => ({ ...row, surface: row.surface as Surface }));
}

/** False: the order has one already. */
export async function insertTrackingOffer(
  tx: Tx,
  shopId: ShopId,
  offer: Pick<TrackingOffer, 'orderId' | 'surface' | 'percent' | 'endsAt'>,
  now: number,
): Promise<boolean> {
  const result = await tx
    .insertInto('tracking_offers')
    .values({
      shop_id: shopId,
      order_id: offer.orderId,
      surface: offer.surface,
      percent: offer.percent,
      ends_at: offer.endsAt,
      state: 'making',
      code: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'order_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** False: somebody else has said before what became of it. */
export async function settleTrackingOffer(
  tx: Tx,
  shopId: ShopId,
  orderId: string,
  settled: { state: 'made'; code: string } | { state: 'refused' },
): Promise<boolean> {
  const result = await tx
    .updateTable('tracking_offers')
    .set(settled)
    .where('shop_id', '=', shopId)
    .where('order_id', '=', orderId)
    .where('state', '=', 'making')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** That there was one stays; the code is forgotten. */
export async function forgetCodes(tx: Tx, shopId: ShopId, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await tx
    .updateTable('tracking_offers')
    .set({ code: null })
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .execute();
}
