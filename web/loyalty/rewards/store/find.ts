import type { Reader } from '../../../../db/open.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';
import { fromRow, type Redemption, type ShownState } from './redemption-row.ts';

export async function findRedemption(handle: Reader, shopId: ShopId, id: string): Promise<Redemption | null> {
  const row = await redemptions(handle, shopId).where('redemption_id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Has anybody ever taken one? */
export async function hasRedemptions(handle: Reader, shopId: ShopId): Promise<boolean> {
  const one = handle.selectFrom('redemptions').select('redemption_id').where('shop_id', '=', shopId).limit(1);
  return (await one.executeTakeFirst()) !== undefined;
}

export async function redemptionsByCode(
  handle: Reader,
  shopId: ShopId,
  codes: readonly string[],
): Promise<Map<string, Redemption>> {
  if (codes.length === 0) return new Map();
  const rows = await redemptions(handle, shopId).where('code', 'in', codes).execute();
  return new Map(rows.flatMap((row) => (row.code === null ? [] : [[row.code, fromRow(row)]])));
}

/** Those of a customer that can be used, the newest first. */
export async function usableOf(
  handle: Reader,
  shopId: ShopId,
  customerId: CustomerId,
  now: number,
): Promise<Redemption[]> {
  const rows = await redemptions(handle, shopId)
    .where('customer_id', '=', customerId)
    .where('state', '=', 'issued')
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('created_at', 'desc')
    .orderBy('redemption_id', 'desc')
    .limit(50)
    .execute();
  return rows.map(fromRow);
}

/** Of these customers, the newest first. */
export async function redemptionsOf(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  limit: number,
): Promise<Redemption[]> {
  if (customerIds.length === 0) return [];
  const rows = await redemptions(handle, shopId)
    .where('customer_id', 'in', customerIds)
    .orderBy('created_at', 'desc')
    .orderBy('redemption_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Whose end is not known yet: their jobs went with an installation that ended. */
export async function unfinished(handle: Reader, shopId: ShopId): Promise<Pick<Redemption, 'id' | 'state'>[]> {
  const rows = await redemptions(handle, shopId).where('state', 'in', ['pending', 'returning']).execute();
  return rows.map(fromRow);
}

export interface RewardFilter {
  state: ShownState | null;
  /** The beginning of a code, capitals, digits and hyphens alone, or these customers; null = all. */
  code: string | null;
  customerIds: readonly string[] | null;
  now: number;
}

/** The newest first; `after` the last one seen. */
export async function pageOfRedemptions(
  handle: Reader,
  shopId: ShopId,
  { state, code, customerIds, now }: RewardFilter,
  { after, limit }: { after: { createdAt: number; id: string } | null; limit: number },
): Promise<Redemption[]> {
  let query = redemptions(handle, shopId);
  if (state !== null) query = query.where('state', '=', state === 'expired' ? 'issued' : state);
  if (state === 'expired') query = query.where('expires_at', '<=', now);
  if (state === 'issued')
    query = query.where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]));
  if (code !== null || customerIds !== null) {
    query = query.where((eb) =>
      eb.or([
        ...(code === null ? [] : [eb('code', 'like', `${code}%`)]),
        ...(customerIds === null || customerIds.length === 0 ? [] : [eb('customer_id', 'in', customerIds)]),
      ]),
    );
  }
  if (after !== null) {
    query = query.where((eb) =>
      eb.or([
        eb('created_at', '<', after.createdAt),
        eb.and([eb('created_at', '=', after.createdAt), eb('redemption_id', '<', after.id)]),
      ]),
    );
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('redemption_id', 'desc').limit(limit).execute();
  return rows.map(fromRow);
}

function redemptions(handle: Reader, shopId: ShopId) {
  return handle.selectFrom('redemptions').selectAll().where('shop_id', '=', shopId);
}
