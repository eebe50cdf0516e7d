/** The orders that were paid, walked through by their ids: however many there are, a page needs no more than a page. */
import type { Reader } from '../../../../db/open.ts';
import type { OrderId, ShopId } from '../../../platform/kit/ids.ts';

/** Ids of paid orders that were processed since `since` (ms) and are still there, after the given id. */
export async function paidOrderIds(
  handle: Reader,
  shopId: ShopId,
  since: number,
  page: { after: string; limit: number },
): Promise<OrderId[]> {
  const rows = await paidOrders(handle, shopId, since)
    .select('order_id')
    .where('order_id', '>', page.after)
    .orderBy('order_id')
    .limit(page.limit)
    .execute();
  return rows.map((row) => row.order_id as OrderId);
}

export async function countPaidOrders(handle: Reader, shopId: ShopId, since: number): Promise<number> {
  const row = await paidOrders(handle, shopId, since)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

function paidOrders(handle: Reader, shopId: ShopId, since: number) {
  return handle
    .selectFrom('orders')
    .where('shop_id', '=', shopId)
    .where('processed_at', '>=', since)
    .where('paid_at', 'is not', null)
    .where('deleted_at', 'is', null)
    .where('updated_at', '>=', 0);
}
