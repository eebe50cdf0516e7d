import type { Reader, Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';

export async function isDismissed(handle: Reader, shopId: ShopId): Promise<boolean> {
  const row = await handle
    .selectFrom('points_setup')
    .select('dismissed_at')
    .where('shop_id', '=', shopId)
    .executeTakeFirst();
  return (row?.dismissed_at ?? null) !== null;
}

/** `at`: ms of the dismissal; null brings the guide back. */
export async function setDismissed(tx: Tx, shopId: ShopId, at: number | null): Promise<void> {
  await tx
    .insertInto('points_setup')
    .values({ shop_id: shopId, dismissed_at: at })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet({ dismissed_at: at }))
    .execute();
}

/** The terms of expiry by which the lots are dated, as JSON; null = they never lapse. */
export async function expiryCarriedOut(handle: Reader, shopId: ShopId): Promise<string | null> {
  const row = await handle.selectFrom('points_setup').select('expiry').where('shop_id', '=', shopId).executeTakeFirst();
  return row?.expiry ?? null;
}

export async function setExpiryCarriedOut(tx: Tx, shopId: ShopId, expiry: string | null): Promise<void> {
  await tx
    .insertInto('points_setup')
    .values({ shop_id: shopId, dismissed_at: null, expiry })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet({ expiry }))
    .execute();
}
