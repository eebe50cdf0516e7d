/** Links by which customers bring friends. */
import type { Reader, Tx } from '../../../../db/open.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';

/** Whose link it is; null = nobody's. */
export async function advocateOf(handle: Reader, shopId: ShopId, code: string): Promise<CustomerId | null> {
  const row = await handle
    .selectFrom('referral_links')
    .select('customer_id')
    .where('shop_id', '=', shopId)
    .where('code', '=', code)
    .executeTakeFirst();
  return (row?.customer_id as CustomerId | undefined) ?? null;
}

/** The oldest, which was given away most. */
export async function codeOf(handle: Reader, shopId: ShopId, customerId: CustomerId): Promise<string | null> {
  const row = await handle
    .selectFrom('referral_links')
    .select('code')
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .orderBy('created_at')
    .orderBy('code')
    .limit(1)
    .executeTakeFirst();
  return row?.code ?? null;
}

/** False when that code is somebody's already. */
export async function insertLink(
  tx: Tx,
  shopId: ShopId,
  link: { code: string; customerId: CustomerId; createdAt: number },
): Promise<boolean> {
  const result = await tx
    .insertInto('referral_links')
    .values({ shop_id: shopId, code: link.code, customer_id: link.customerId, created_at: link.createdAt })
    .onConflict((conflict) => conflict.columns(['shop_id', 'code']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Links that were given away go on leading to whoever that person is now. */
export async function moveLinks(tx: Tx, shopId: ShopId, from: CustomerId, into: CustomerId): Promise<void> {
  await tx
    .updateTable('referral_links')
    .set({ customer_id: into })
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', from)
    .execute();
}

export async function dropLinks(tx: Tx, shopId: ShopId, customerIds: readonly CustomerId[]): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.deleteFrom('referral_links').where('shop_id', '=', shopId).where('customer_id', 'in', customerIds).execute();
}

export async function linksOf(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<{ code: string; createdAt: number }[]> {
  if (customerIds.length === 0) return [];
  const rows = await handle
    .selectFrom('referral_links')
    .select(['code', 'created_at'])
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({ code: row.code, createdAt: row.created_at }));
}
