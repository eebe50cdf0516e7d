/** Accounts under lock, and their books: what a booking starts from. `ledger.ts` stores what it adds. */
import type { Selectable } from 'kysely';
import { lockRows } from '../../../../db/dialect/differences.ts';
import type { Tx } from '../../../../db/open.ts';
import type { PointsAccountsTable } from '../../../../db/schema/points-accounts.ts';
import type { CustomerId, OrderId, ShopId } from '../../../platform/kit/ids.ts';
import { type AccountBook, type Balance, type LedgerAccount, openBook } from '../account-book.ts';
import type { BookingTerms } from '../booking-terms.ts';
import type { StillTaken } from '../bring-order-to-target.ts';
import { withMerged } from './accounts.ts';
import { fromLotRow } from './lot-row.ts';

/** An account whose row is held until the transaction ends, so that its bookings happen one after another. */
export interface LockedAccount {
  readonly accountId: string;
  /** Null of a guest, and once the person was erased. */
  readonly customerId: CustomerId | null;
  /** Digest of a guest's address. */
  readonly guest: string | null;
  readonly balance: Balance;
  readonly rev: number;
  /** Ms of the earliest and the latest that its entries tell. */
  readonly activity: { first: number; last: number } | null;
}

/** Each account once, under the ids and customers that it was asked for by. */
export interface LockedAccounts {
  byId: ReadonlyMap<string, LockedAccount>;
  byCustomer: ReadonlyMap<string, LockedAccount>;
  byGuest: ReadonlyMap<string, LockedAccount>;
}

/**
 * Those that are there; of one that was merged into another, the other. Locked in a fixed order, so that two transactions which
 * lock several do not wait in a circle.
 */
export async function lockAccounts(
  tx: Tx,
  shopId: ShopId,
  accountIds: readonly string[],
  customerIds: readonly CustomerId[],
  guests: readonly string[] = [],
): Promise<LockedAccounts> {
  const byId = new Map<string, LockedAccount>();
  const byCustomer = new Map<string, LockedAccount>();
  const byGuest = new Map<string, LockedAccount>();
  if (accountIds.length + customerIds.length + guests.length === 0) return { byId, byCustomer, byGuest };
  const rows = await lockRows(
    tx,
    tx
      .selectFrom('points_accounts')
      .selectAll()
      .where('shop_id', '=', shopId)
      .where((eb) =>
        eb.or([
          ...(accountIds.length > 0 ? [eb('account_id', 'in', accountIds)] : []),
          ...(customerIds.length > 0 ? [eb('customer_id', 'in', customerIds)] : []),
          ...(guests.length > 0 ? [eb('guest', 'in', guests)] : []),
        ]),
      )
      .orderBy('account_id'),
  ).execute();
  const locked = new Map(rows.filter((row) => row.merged_into === null).map((row) => [row.account_id, toLocked(row)]));
  for (const row of rows) {
    const id = row.merged_into ?? row.account_id;
    const found = locked.get(id) ?? (await lockAccount(tx, shopId, id));
    const account = locked.get(found.accountId) ?? found;
    locked.set(account.accountId, account);
    byId.set(row.account_id, account);
    if (row.customer_id !== null) byCustomer.set(row.customer_id, account);
    if (row.guest !== null) byGuest.set(row.guest, account);
  }
  return { byId, byCustomer, byGuest };
}

/** Of an account that was merged into another: the other. */
export async function lockAccount(tx: Tx, shopId: ShopId, accountId: string): Promise<LockedAccount> {
  const account = (await lockAccounts(tx, shopId, [accountId], [])).byId.get(accountId);
  if (!account) throw new Error(`account ${accountId} is not there`);
  return account;
}

function toLocked(row: Selectable<PointsAccountsTable>): LockedAccount {
  return {
    accountId: row.account_id,
    customerId: row.customer_id as CustomerId | null,
    guest: row.guest,
    balance: { available: row.available, pending: row.pending, debt: row.debt },
    rev: row.rev,
    activity:
      row.first_activity_at === null || row.last_activity_at === null
        ? null
        : { first: row.first_activity_at, last: row.last_activity_at },
  };
}

/** Whose points these were was erased: whatever becomes of them moves nothing any more (rule V). */
export function isNobodys({ customerId, guest }: LockedAccount): boolean {
  return customerId === null && guest === null;
}

/** Lots that are needed although nothing is left of them. */
export interface AlsoNeeded {
  orderIds?: readonly string[];
  causes?: readonly string[];
  lotIds?: readonly string[];
  /** Ms: those that have lapsed by then and were not closed yet. */
  lapsedBy?: number;
  /** Those that have a date and were not closed yet. */
  dated?: boolean;
  /** Bonuses that a customer gets once. */
  bonuses?: boolean;
}

/** The account's book with every lot that still holds something. */
export async function loadBook(
  tx: Tx,
  shopId: ShopId,
  account: LockedAccount,
  terms: BookingTerms,
  also: AlsoNeeded = {},
): Promise<AccountBook> {
  const [book] = await loadBooks(tx, shopId, [account], terms, also);
  if (!book) throw new Error(`the book of account ${account.accountId} was not loaded`);
  return book;
}

/** The same for several accounts, in their order. */
export async function loadBooks(
  tx: Tx,
  shopId: ShopId,
  locked: readonly LockedAccount[],
  terms: BookingTerms,
  { orderIds = [], causes = [], lotIds = [], lapsedBy, dated = false, bonuses = false }: AlsoNeeded,
): Promise<AccountBook[]> {
  if (locked.length === 0) return [];
  const ids = locked.map(({ accountId }) => accountId);
  const rows = await tx
    .selectFrom('points_lots')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('account_id', 'in', ids)
    .where((eb) =>
      eb.or([
        eb('remaining', '>', 0),
        ...(orderIds.length === 0 ? [] : [eb('order_id', 'in', orderIds)]),
        ...(causes.length === 0 ? [] : [eb('cause', 'in', causes)]),
        ...(lotIds.length === 0 ? [] : [eb('lot_id', 'in', lotIds)]),
        ...(bonuses ? [eb('once', 'is not', null)] : []),
        ...(dated ? [eb.and([eb('expires_at', 'is not', null), eb('state', '<>', 'expired')])] : []),
        ...(lapsedBy === undefined ? [] : [eb.and([eb('expires_at', '<', lapsedBy), eb('state', '<>', 'expired')])]),
      ]),
    )
    .execute();
  const lots = Map.groupBy(rows, (row) => row.account_id);
  return locked.map(({ accountId, balance, rev }) =>
    openBook(accountId, balance, rev, (lots.get(accountId) ?? []).map(fromLotRow), terms),
  );
}

/** Where the order's reversals took points that were not given back; loads those lots into the book. */
export async function loadStillTaken(
  tx: Tx,
  shopId: ShopId,
  book: AccountBook,
  orderId: OrderId,
): Promise<StillTaken[]> {
  const rows = await tx
    .selectFrom('ledger_entries as entry')
    .innerJoin('ledger_postings as posting', (join) =>
      join.onRef('posting.shop_id', '=', 'entry.shop_id').onRef('posting.entry_id', '=', 'entry.entry_id'),
    )
    .where('entry.shop_id', '=', shopId)
    .where('entry.account_id', 'in', await withMerged(tx, shopId, book.accountId))
    .where('entry.order_id', '=', orderId)
    .where('entry.cause', 'is', null)
    .where('entry.kind', 'in', ['reversed', 'restored'])
    .where('posting.account', 'in', ['pending', 'available', 'debt', 'lapsed', 'written_off'])
    .select(['posting.account', 'posting.lot_id', 'posting.points'])
    .execute();
  const byPlace = Map.groupBy(rows, ({ account, lot_id }) => `${placeOf(account)} ${lot_id ?? ''}`);
  const taken = [...byPlace.values()].flatMap((group): StillTaken[] => {
    const points = -group.reduce((sum, posting) => sum + posting.points, 0);
    const [first] = group;
    return first && points > 0 ? [{ place: placeOf(first.account), lot: first.lot_id, points }] : [];
  });
  const missing = taken.flatMap(({ lot }) => (lot !== null && !book.lots.has(lot) ? [lot] : []));
  if (missing.length > 0) {
    const lots = await tx
      .selectFrom('points_lots')
      .selectAll()
      .where('shop_id', '=', shopId)
      .where('lot_id', 'in', missing)
      .execute();
    for (const row of lots) book.lots.set(row.lot_id, fromLotRow(row));
  }
  return taken;
}

function placeOf(account: LedgerAccount): StillTaken['place'] {
  return account === 'debt' || account === 'lapsed' || account === 'written_off' ? account : 'lot';
}
