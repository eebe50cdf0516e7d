/**
 * The only writer of the ledger: accounts, lots, entries, postings, notes and what orders have earned. `book-*.ts` beside it
 * load an account under its lock, let decisions write entries into the book, and store it here. Entries are append-only;
 * accounts, lots and earnings are sums of them, which `verify.ts` proves.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { SelectQueryBuilder, Selectable } from 'kysely';
import { lockRows } from '../../../db/dialect/differences.ts';
import type { Tx } from '../../../db/open.ts';
import type { Database } from '../../../db/schema/index.ts';
import type { PointsAccountsTable } from '../../../db/schema/points-accounts.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import { type AccountBook, type Balance, type Entry, openBook } from './account-book.ts';
import type { OrderHoldings, StillTaken } from './bring-order-to-target.ts';
import type { Decision } from './rule-in-force.ts';
import { fromLotRow, toLotRow } from './store/lot-row.ts';

/** An account whose row is held until the transaction ends, so that its bookings happen one after another. */
export interface LockedAccount {
  readonly accountId: string;
  /** Null once the person was erased. */
  readonly customerId: CustomerId | null;
  readonly balance: Balance;
  readonly rev: number;
  /** Ms of the earliest and the latest that its entries tell. */
  readonly activity: { first: number; last: number } | null;
}

/** What a transaction did to an account, for whoever tells the storefront and plans the next maturity. */
export interface AccountChange {
  customerId: CustomerId | null;
  rev: number;
  /** True when entries were added. */
  changed: boolean;
  /** Ms of the earliest pending lot that has a date; null = there is none. */
  nextMaturity: number | null;
}

/** What was decided for an order, and what it has brought. */
export interface OrderEarning extends OrderHoldings {
  orderId: OrderId;
  accountId: string | null;
  decision: Decision;
  paidAt: number;
  programmeVersion: number;
}

/** The customer's account, made when it is not there yet. */
export async function openAccount(tx: Tx, shopId: ShopId, customerId: CustomerId): Promise<LockedAccount> {
  const account = await lockAccountOf(tx, shopId, customerId);
  if (account) return account;
  await tx
    .insertInto('points_accounts')
    .values({
      shop_id: shopId,
      account_id: randomBytes(9).toString('hex'),
      customer_id: customerId,
      available: 0,
      pending: 0,
      debt: 0,
      rev: 0,
      first_activity_at: null,
      last_activity_at: null,
    })
    // Another transaction may open it at the same moment.
    .onConflict((conflict) => conflict.columns(['shop_id', 'customer_id']).doNothing())
    .execute();
  const opened = await lockAccountOf(tx, shopId, customerId);
  if (!opened) throw new Error('the account that was just opened is not there');
  return opened;
}

export function lockAccountOf(tx: Tx, shopId: ShopId, customerId: CustomerId): Promise<LockedAccount | null> {
  return lockedAccount(tx, accounts(tx, shopId).where('customer_id', '=', customerId));
}

export async function lockAccount(tx: Tx, shopId: ShopId, accountId: string): Promise<LockedAccount> {
  const account = await lockedAccount(tx, accounts(tx, shopId).where('account_id', '=', accountId));
  if (!account) throw new Error(`account ${accountId} is not there`);
  return account;
}

function accounts(tx: Tx, shopId: ShopId) {
  return tx.selectFrom('points_accounts').selectAll().where('shop_id', '=', shopId);
}

async function lockedAccount(
  tx: Tx,
  query: SelectQueryBuilder<Database, 'points_accounts', Selectable<PointsAccountsTable>>,
): Promise<LockedAccount | null> {
  const row = await lockRows(tx, query).executeTakeFirst();
  if (!row) return null;
  return {
    accountId: row.account_id,
    customerId: row.customer_id as CustomerId | null,
    balance: { available: row.available, pending: row.pending, debt: row.debt },
    rev: row.rev,
    activity:
      row.first_activity_at === null || row.last_activity_at === null
        ? null
        : { first: row.first_activity_at, last: row.last_activity_at },
  };
}

/** The account's book with every lot that still holds something, and all lots of the order if one is named. */
export async function loadBook(
  tx: Tx,
  shopId: ShopId,
  account: LockedAccount,
  orderId: OrderId | null,
): Promise<AccountBook> {
  const rows = await tx
    .selectFrom('points_lots')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('account_id', '=', account.accountId)
    .where((eb) => eb.or([eb('remaining', '>', 0), ...(orderId === null ? [] : [eb('order_id', '=', orderId)])]))
    .execute();
  return openBook(account.accountId, account.balance, account.rev, rows.map(fromLotRow));
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
    .where('entry.account_id', '=', book.accountId)
    .where('entry.order_id', '=', orderId)
    .where('entry.kind', 'in', ['reversed', 'restored'])
    .where('posting.account', 'in', ['pending', 'available', 'debt'])
    .groupBy('posting.lot_id')
    .select((eb) => ['posting.lot_id as lot', eb.fn.sum<number>('posting.points').as('points')])
    .execute();
  const taken = rows.map(({ lot, points }) => ({ lot, points: -points })).filter(({ points }) => points > 0);
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

/** Stores what was added to the book: its entries with their postings, the lots it touched, the new balance. */
export async function saveBook(
  tx: Tx,
  shopId: ShopId,
  now: number,
  account: LockedAccount,
  book: AccountBook,
): Promise<AccountChange> {
  for (const id of book.touched) {
    const lot = book.lots.get(id);
    if (!lot) throw new Error(`lot ${id} was touched and is not in the book`);
    const { remaining, credited, state, available_at, counts_from, ...rest } = toLotRow(shopId, book.accountId, lot);
    const moving = { remaining, credited, state, available_at, counts_from };
    await tx
      .insertInto('points_lots')
      .values({ ...rest, ...moving })
      .onConflict((conflict) => conflict.columns(['shop_id', 'lot_id']).doUpdateSet(moving))
      .execute();
  }
  const changed = book.entries.length > 0;
  if (changed) {
    const times = book.entries.map(({ occurredAt }) => occurredAt);
    await tx
      .insertInto('ledger_entries')
      .values(book.entries.map((entry) => entryRow(shopId, book.accountId, now, entry)))
      .execute();
    await tx
      .insertInto('ledger_postings')
      .values(
        book.entries.flatMap((entry) =>
          entry.postings.map((posting, position) => ({
            shop_id: shopId,
            entry_id: entry.id,
            position,
            account: posting.account,
            lot_id: posting.lot,
            points: posting.points,
          })),
        ),
      )
      .execute();
    await tx
      .updateTable('points_accounts')
      .set({
        ...book.balance,
        rev: book.rev,
        first_activity_at: Math.min(...times, account.activity?.first ?? Number.POSITIVE_INFINITY),
        last_activity_at: Math.max(...times, account.activity?.last ?? Number.NEGATIVE_INFINITY),
      })
      .where('shop_id', '=', shopId)
      .where('account_id', '=', account.accountId)
      .execute();
  }
  const dates = [...book.lots.values()].flatMap(({ state, remaining, availableAt }) =>
    state === 'pending' && remaining > 0 && availableAt !== null ? [availableAt] : [],
  );
  return {
    customerId: account.customerId,
    rev: book.rev,
    changed,
    nextMaturity: dates.length > 0 ? Math.min(...dates) : null,
  };
}

function entryRow(shopId: ShopId, accountId: string, now: number, entry: Entry) {
  return {
    shop_id: shopId,
    entry_id: entry.id,
    account_id: accountId,
    seq: entry.seq,
    kind: entry.kind,
    key: entry.key,
    input_hash: inputHash(entry.input),
    order_id: entry.orderId,
    occurred_at: entry.occurredAt,
    booked_at: now,
    actor: entry.actor,
    points: entry.points,
    available_after: entry.after.available,
    pending_after: entry.after.pending,
    debt_after: entry.after.debt,
  };
}

export async function saveEarning(tx: Tx, shopId: ShopId, now: number, earning: OrderEarning): Promise<void> {
  const moving = {
    account_id: earning.accountId,
    decision: earning.decision,
    paid_at: earning.paidAt,
    programme_version: earning.programmeVersion,
    credited: earning.credited,
    reversed: earning.reversed,
    bookings: earning.bookings,
  };
  await tx
    .insertInto('order_earnings')
    .values({ shop_id: shopId, order_id: earning.orderId, decided_at: now, ...moving })
    .onConflict((conflict) => conflict.columns(['shop_id', 'order_id']).doUpdateSet(moving))
    .execute();
}

/** Why and by whom, outside the ledger itself. */
export async function saveNote(
  tx: Tx,
  shopId: ShopId,
  entryId: string,
  note: { reason: string; staffId: string },
): Promise<void> {
  await tx
    .insertInto('ledger_notes')
    .values({ shop_id: shopId, entry_id: entryId, reason: note.reason, staff_id: note.staffId })
    .execute();
}

/** Forgets whose account it is and what was noted about it; every amount stays (rule V). */
export async function forgetPerson(tx: Tx, shopId: ShopId, account: LockedAccount): Promise<void> {
  const entries = tx
    .selectFrom('ledger_entries')
    .select('entry_id')
    .where('shop_id', '=', shopId)
    .where('account_id', '=', account.accountId);
  await tx.deleteFrom('ledger_notes').where('shop_id', '=', shopId).where('entry_id', 'in', entries).execute();
  await tx
    .updateTable('points_accounts')
    .set({ customer_id: null })
    .where('shop_id', '=', shopId)
    .where('account_id', '=', account.accountId)
    .execute();
}

/** The store itself goes, its ledger with it. */
export async function eraseLedger(tx: Tx, shopId: ShopId): Promise<void> {
  await tx.deleteFrom('ledger_notes').where('shop_id', '=', shopId).execute();
  await tx.deleteFrom('ledger_postings').where('shop_id', '=', shopId).execute();
  await tx.deleteFrom('ledger_entries').where('shop_id', '=', shopId).execute();
  await tx.deleteFrom('points_lots').where('shop_id', '=', shopId).execute();
  await tx.deleteFrom('order_earnings').where('shop_id', '=', shopId).execute();
  await tx.deleteFrom('points_accounts').where('shop_id', '=', shopId).execute();
}

/** SHA-256 of the input in canonical form: keys sorted. */
export function inputHash(input: Entry['input']): string {
  const sorted = Object.entries(input).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
