import type { Reader } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';

/** Accounts with pending lots whose time has come, in a fixed order. */
export async function accountsWithDueLots(
  handle: Reader,
  shopId: ShopId,
  now: number,
  limit: number,
): Promise<string[]> {
  const rows = await pendingLots(handle, shopId)
    .select('account_id')
    .where('available_at', '<=', now)
    .orderBy('available_at')
    .limit(limit)
    .execute();
  // Sorted, so that two transactions which lock several never wait for each other.
  return [...new Set(rows.map((row) => row.account_id))].sort();
}

/** Ms of the store's next maturity; null = nothing waits for a known moment. */
export async function nextMaturity(handle: Reader, shopId: ShopId): Promise<number | null> {
  const row = await pendingLots(handle, shopId)
    .select('available_at')
    .where('available_at', 'is not', null)
    .orderBy('available_at')
    .limit(1)
    .executeTakeFirst();
  return row?.available_at ?? null;
}

function pendingLots(handle: Reader, shopId: ShopId) {
  return handle
    .selectFrom('points_lots')
    .where('shop_id', '=', shopId)
    .where('state', '=', 'pending')
    .where('remaining', '>', 0);
}
