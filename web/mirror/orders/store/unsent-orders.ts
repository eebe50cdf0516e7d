import type { Reader } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';

export interface UnsentOrder {
  id: string;
  placedAt: number;
}

/** Orders of which nothing was sent, placed after one moment and until another, oldest first; cancelled ones and those with nothing to ship left out. */
export async function unsentOrders(
  handle: Reader,
  shopId: ShopId,
  { after, until, limit }: { after: UnsentOrder; until: number; limit: number },
): Promise<UnsentOrder[]> {
  const rows = await unsent(handle, shopId)
    .where((eb) => eb(eb.refTuple('placed_at', 'order_id'), '>', eb.tuple(after.placedAt, after.id)))
    .where('placed_at', '<=', until)
    .orderBy('placed_at')
    .orderBy('order_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.order_id, placedAt: row.placed_at }));
}

/** Those of these orders. */
export async function unsentAmong(handle: Reader, shopId: ShopId, ids: readonly string[]): Promise<UnsentOrder[]> {
  if (ids.length === 0) return [];
  const rows = await unsent(handle, shopId).where('order_id', 'in', ids).execute();
  return rows.map((row) => ({ id: row.order_id, placedAt: row.placed_at }));
}

function unsent(handle: Reader, shopId: ShopId) {
  return handle
    .selectFrom('orders')
    .select(['order_id', 'placed_at'])
    .where('shop_id', '=', shopId)
    .where('fulfillment_status', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('deleted_at', 'is', null)
    .where('to_ship', '>', 0);
}
