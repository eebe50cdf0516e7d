import type { Reader, Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';

export interface Gift {
  customerId: CustomerId;
  action: string;
  occasion: string;
  request: string | null;
  points: number;
  grantKey: string;
  /** Ms. */
  givenAt: number;
}

/** False where the customer has it already, or the request is known. */
export async function insertGift(tx: Tx, shopId: ShopId, gift: Gift): Promise<boolean> {
  const result = await tx
    .insertInto('action_gifts')
    .values({
      shop_id: shopId,
      customer_id: gift.customerId,
      action: gift.action,
      occasion: gift.occasion,
      request: gift.request,
      points: gift.points,
      grant_key: gift.grantKey,
      given_at: gift.givenAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function giftOfRequest(handle: Reader, shopId: ShopId, request: string): Promise<Gift | null> {
  const row = await handle
    .selectFrom('action_gifts')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('request', '=', request)
    .executeTakeFirst();
  return row ? toGift(row) : null;
}

export async function hasGift(
  handle: Reader,
  shopId: ShopId,
  { customerId, action, occasion }: Pick<Gift, 'customerId' | 'action' | 'occasion'>,
): Promise<boolean> {
  const row = await handle
    .selectFrom('action_gifts')
    .select('points')
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .where('action', '=', action)
    .where('occasion', '=', occasion)
    .executeTakeFirst();
  return row !== undefined;
}

/** Given since then, ms. */
export async function countGifts(
  handle: Reader,
  shopId: ShopId,
  { customerId, action }: Pick<Gift, 'customerId' | 'action'>,
  since: number,
): Promise<number> {
  const row = await handle
    .selectFrom('action_gifts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .where('action', '=', action)
    .where('given_at', '>=', since)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Everything that customers got, oldest first. */
export async function giftsOf(handle: Reader, shopId: ShopId, customerIds: readonly CustomerId[]): Promise<Gift[]> {
  if (customerIds.length === 0) return [];
  const rows = await handle
    .selectFrom('action_gifts')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .orderBy('given_at')
    .orderBy('action')
    .orderBy('occasion')
    .execute();
  return rows.map(toGift);
}

/** Of one who was merged; what the other has, too, is dropped, as the ledger does. */
export async function moveGifts(tx: Tx, shopId: ShopId, removed: CustomerId, kept: CustomerId): Promise<void> {
  const gifts = await giftsOf(tx, shopId, [removed]);
  await forgetGifts(tx, shopId, [removed]);
  for (const gift of gifts) await insertGift(tx, shopId, { ...gift, customerId: kept });
}

export async function forgetGifts(tx: Tx, shopId: ShopId, customerIds: readonly CustomerId[]): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.deleteFrom('action_gifts').where('shop_id', '=', shopId).where('customer_id', 'in', customerIds).execute();
}

function toGift(row: {
  customer_id: string;
  action: string;
  occasion: string;
  request: string | null;
  points: number;
  grant_key: string;
  given_at: number;
}): Gift {
  return {
    customerId: row.customer_id as CustomerId,
    action: row.action,
    occasion: row.occasion,
    request: row.request,
    points: row.points,
    grantKey: row.grant_key,
    givenAt: row.given_at,
  };
}
