import type { Reader, Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';

/** Two parameters a row are far below what a statement may have. */
const ROWS_PER_INSERT = 1_000;

export async function noteToRead(tx: Tx, shopId: ShopId, orderIds: readonly string[], now: number): Promise<void> {
  const ids = [...new Set(orderIds)].sort();
  for (let start = 0; start < ids.length; start += ROWS_PER_INSERT) {
    await tx
      .insertInto('orders_to_read')
      .values(
        ids.slice(start, start + ROWS_PER_INSERT).map((order_id) => ({ shop_id: shopId, order_id, wanted_at: now })),
      )
      .onConflict((conflict) => conflict.columns(['shop_id', 'order_id']).doNothing())
      .execute();
  }
}

export async function nextToRead(handle: Reader, shopId: ShopId): Promise<string | null> {
  const row = await handle
    .selectFrom('orders_to_read')
    .select('order_id')
    .where('shop_id', '=', shopId)
    .orderBy('wanted_at')
    .orderBy('order_id')
    .limit(1)
    .executeTakeFirst();
  return row?.order_id ?? null;
}

export async function doneReading(tx: Tx, shopId: ShopId, orderId: string): Promise<void> {
  await tx.deleteFrom('orders_to_read').where('shop_id', '=', shopId).where('order_id', '=', orderId).execute();
}

/** How many wait to be read by themselves. */
export async function countToRead(handle: Reader, shopId: ShopId): Promise<number> {
  const row = await handle
    .selectFrom('orders_to_read')
    .where('shop_id', '=', shopId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}
