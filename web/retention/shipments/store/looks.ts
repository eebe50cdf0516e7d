import { lockRows } from '../../../../db/dialect/differences.ts';
import type { Reader, Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';

/** Ms: orders placed until then were looked at for having nothing sent. */
export async function unsentUntil(handle: Reader, shopId: ShopId): Promise<number> {
  const row = await handle
    .selectFrom('shipment_looks')
    .select('unsent_until')
    .where('shop_id', '=', shopId)
    .executeTakeFirst();
  return row?.unsent_until ?? 0;
}

export async function setUnsentUntil(tx: Tx, shopId: ShopId, until: number): Promise<void> {
  await tx
    .insertInto('shipment_looks')
    .values({ shop_id: shopId, unsent_until: until })
    .onConflict((conflict) => conflict.columns(['shop_id']).doUpdateSet({ unsent_until: until }))
    .execute();
}

/** Held until the transaction ends: of two who count the store's apologies the second sees what the first gave. */
export async function holdStore(tx: Tx, shopId: ShopId): Promise<void> {
  await tx
    .insertInto('shipment_looks')
    .values({ shop_id: shopId, unsent_until: 0 })
    .onConflict((conflict) => conflict.columns(['shop_id']).doNothing())
    .execute();
  const query = tx.selectFrom('shipment_looks').select('shop_id').where('shop_id', '=', shopId);
  await lockRows(tx, query).executeTakeFirst();
}
