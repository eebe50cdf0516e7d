/** What time is about to do to lots, each question along an index of its own. */
import { sql } from 'kysely';
import type { Reader } from '../../../../db/open.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';

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
  return inOrder(rows);
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

/** Accounts with lots whose last moment is over and that were not closed yet. */
export async function accountsWithLapsedLots(
  handle: Reader,
  shopId: ShopId,
  now: number,
  limit: number,
): Promise<string[]> {
  const rows = await datedLots(handle, shopId)
    .select('account_id')
    .where('expires_at', '<', now)
    .orderBy('expires_at')
    .limit(limit)
    .execute();
  return inOrder(rows);
}

/** Ms of the last moment of the lots that lapse next; null = none do. */
export async function nextLapse(handle: Reader, shopId: ShopId): Promise<number | null> {
  const row = await datedLots(handle, shopId).select('expires_at').orderBy('expires_at').limit(1).executeTakeFirst();
  return row?.expires_at ?? null;
}

/** Accounts of which lots are to be dated, or have dates; after that one, in their order. */
export async function accountsToDate(handle: Reader, shopId: ShopId, after: string, limit: number): Promise<string[]> {
  const rows = await handle
    .selectFrom('points_lots')
    .select('account_id')
    .distinct()
    .where('shop_id', '=', shopId)
    .where('account_id', '>', after)
    .where('state', '<>', 'expired')
    .where((eb) => eb.or([eb('remaining', '>', 0), eb('expires_at', 'is not', null)]))
    .orderBy('account_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.account_id);
}

export interface LotToRemindOf {
  lotId: string;
  customerId: CustomerId | null;
  expiresAt: number;
}

/** Lots that lapse up to then, can be used now, and of which their customers do not know yet. */
export async function lotsToRemindOf(
  handle: Reader,
  shopId: ShopId,
  { now, until }: { now: number; until: number },
  limit: number,
): Promise<LotToRemindOf[]> {
  const rows = await unremindedLots(handle, shopId, now)
    .innerJoin('points_accounts', (join) =>
      join
        .onRef('points_accounts.shop_id', '=', 'points_lots.shop_id')
        .onRef('points_accounts.account_id', '=', 'points_lots.account_id'),
    )
    .select(['points_lots.lot_id', 'points_accounts.customer_id', 'points_lots.expires_at'])
    .where('points_lots.expires_at', '<=', until)
    .orderBy('points_lots.expires_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    lotId: row.lot_id,
    customerId: row.customer_id as CustomerId | null,
    expiresAt: row.expires_at ?? until,
  }));
}

/** Ms of the last moment of the lots of which somebody is to be reminded next; null = of none. */
export async function nextReminder(handle: Reader, shopId: ShopId, now: number): Promise<number | null> {
  const row = await unremindedLots(handle, shopId, now)
    .select('points_lots.expires_at')
    .orderBy('points_lots.expires_at')
    .limit(1)
    .executeTakeFirst();
  return row?.expires_at ?? null;
}

/** Sorted, so that two transactions which lock several never wait for each other. */
function inOrder(rows: readonly { account_id: string }[]): string[] {
  return [...new Set(rows.map((row) => row.account_id))].sort();
}

function pendingLots(handle: Reader, shopId: ShopId) {
  return handle
    .selectFrom('points_lots')
    .where('shop_id', '=', shopId)
    .where('state', '=', 'pending')
    .where('remaining', '>', 0);
}

function datedLots(handle: Reader, shopId: ShopId) {
  return handle
    .selectFrom('points_lots')
    .where('shop_id', '=', shopId)
    .where('expires_at', 'is not', null)
    .where('state', '<>', sql.lit('expired' as const));
}

function unremindedLots(handle: Reader, shopId: ShopId, now: number) {
  return handle
    .selectFrom('points_lots')
    .where('points_lots.shop_id', '=', shopId)
    .where('points_lots.expires_at', 'is not', null)
    .where('points_lots.available_at', '<=', now)
    .where('points_lots.state', '<>', sql.lit('expired' as const))
    .where('points_lots.reminded', '=', sql.lit(0))
    .where('points_lots.remaining', '>', sql.lit(0));
}
