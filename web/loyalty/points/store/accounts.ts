/** Accounts as they are at a moment, whether or not what time has done was booked: rows read, then brought to now in memory only. */
import type { Selectable } from 'kysely';
import type { Reader } from '../../../../db/open.ts';
import type { PointsAccountsTable } from '../../../../db/schema/points-accounts.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';
import { type Balance, type Lot, openBook } from '../account-book.ts';
import { PLAIN_TERMS } from '../booking-terms.ts';
import { bringToNow } from '../bring-to-now.ts';
import { byAge } from '../take-points.ts';
import { fromLotRow } from './lot-row.ts';

/** What has lapsed holds nothing. */
export type HeldLot = Lot & { state: 'pending' | 'available' };

export interface AccountView {
  accountId: string;
  customerId: CustomerId;
  /** Number of the last booked entry. */
  rev: number;
  balance: Balance;
  /** Those that still hold points, in the order in which they will be or became available. */
  lots: HeldLot[];
  lastActivityAt: number | null;
}

/** A customer without any points has no account and is left out. */
export async function viewAccounts(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  now: number,
): Promise<Map<CustomerId, AccountView>> {
  if (customerIds.length === 0) return new Map();
  const accounts = await handle
    .selectFrom('points_accounts')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .execute();
  const views = await viewsOf(handle, shopId, accounts, now);
  return new Map(views.map((view) => [view.customerId, view]));
}

/** What waits for guests, known by the digests of their addresses. */
export async function viewGuests(
  handle: Reader,
  shopId: ShopId,
  guests: readonly string[],
  now: number,
): Promise<Omit<AccountView, 'customerId'>[]> {
  if (guests.length === 0) return [];
  const accounts = await handle
    .selectFrom('points_accounts')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('guest', 'in', guests)
    .execute();
  return viewsOf(handle, shopId, accounts, now);
}

async function viewsOf(
  handle: Reader,
  shopId: ShopId,
  accounts: readonly Selectable<PointsAccountsTable>[],
  now: number,
): Promise<AccountView[]> {
  if (accounts.length === 0) return [];
  const lots = await handle
    .selectFrom('points_lots')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where(
      'account_id',
      'in',
      accounts.map((account) => account.account_id),
    )
    .where('remaining', '>', 0)
    .execute();
  return accounts.map((account): AccountView => {
    const own = lots.filter((lot) => lot.account_id === account.account_id).map(fromLotRow);
    const { available, pending, debt } = account;
    const book = openBook(account.account_id, { available, pending, debt }, account.rev, own, PLAIN_TERMS);
    bringToNow(book, now);
    return {
      accountId: account.account_id,
      customerId: account.customer_id as CustomerId,
      rev: account.rev,
      balance: book.balance,
      lots: [...book.lots.values()].filter(isHeld).toSorted(byAvailability),
      lastActivityAt: account.last_activity_at,
    };
  });
}

export async function viewAccount(
  handle: Reader,
  shopId: ShopId,
  customerId: CustomerId,
  now: number,
): Promise<AccountView | null> {
  return (await viewAccounts(handle, shopId, [customerId], now)).get(customerId) ?? null;
}

function isHeld(lot: Lot): lot is HeldLot {
  return lot.remaining > 0 && lot.state !== 'expired';
}

function byAvailability(a: Lot, b: Lot): number {
  if (a.availableAt !== b.availableAt) {
    return (a.availableAt ?? Number.POSITIVE_INFINITY) - (b.availableAt ?? Number.POSITIVE_INFINITY);
  }
  return byAge(a, b);
}

/** The account, and those that were merged into it: their entries tell one history. */
export async function withMerged(handle: Reader, shopId: ShopId, accountId: string): Promise<string[]> {
  const rows = await handle
    .selectFrom('points_accounts')
    .select('account_id')
    .where('shop_id', '=', shopId)
    .where('merged_into', '=', accountId)
    .execute();
  return [accountId, ...rows.map((row) => row.account_id)];
}

/** The account that was opened for this customer, wherever it was merged since; null when there is none. */
export async function ownAccount(
  handle: Reader,
  shopId: ShopId,
  customerId: CustomerId,
): Promise<{ accountId: string; mergedInto: string | null } | null> {
  const row = await handle
    .selectFrom('points_accounts')
    .select(['account_id', 'merged_into'])
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return row ? { accountId: row.account_id, mergedInto: row.merged_into } : null;
}

/** Those of these guests who have points waiting. */
export async function guestsThere(handle: Reader, shopId: ShopId, guests: readonly string[]): Promise<string[]> {
  if (guests.length === 0) return [];
  const rows = await handle
    .selectFrom('points_accounts')
    .select('guest')
    .where('shop_id', '=', shopId)
    .where('guest', 'in', guests)
    .execute();
  return rows.flatMap(({ guest }) => guest ?? []);
}

/**
 * Account → customer, of those of these customers who have one. Asked before what their accounts hold: of one question for both a database
 * without statistics may read everything that the store has.
 */
export async function ownersOf(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<Map<string, CustomerId>> {
  if (customerIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('points_accounts')
    .select(['account_id', 'customer_id'])
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds)
    .execute();
  return new Map(rows.map((row) => [row.account_id, row.customer_id as CustomerId]));
}
