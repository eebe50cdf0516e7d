import type { Tx } from '../../../../db/open.ts';
import { lockOrders } from './save-order.ts';

/** Of orders that were placed before (ms), some at a time; returns of how many. */
export async function dropProofsBefore(tx: Tx, before: number, limit: number): Promise<number> {
  const old = await tx
    .selectFrom('orders')
    .select(['shop_id', 'order_id'])
    .where('proofs', 'is not', null)
    .where('placed_at', '<', before)
    .orderBy('placed_at')
    .limit(limit)
    .execute();
  for (const [shopId, rows] of Map.groupBy(old, ({ shop_id }) => shop_id)) {
    // In a fixed order, as everybody who locks several.
    const ids = rows.map(({ order_id }) => order_id).toSorted();
    await lockOrders(tx, shopId, ids);
    await tx
      .updateTable('orders')
      .set({ proofs: null })
      .where('shop_id', '=', shopId)
      .where('order_id', 'in', ids)
      .execute();
  }
  return old.length;
}
