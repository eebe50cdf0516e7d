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
import { withMerged } from './store/accounts.ts';
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
  /** The act of awarding past orders that opened it; null = none. */
  award: number | null;
}

/** The customer's account, made when it is not there yet. Of one who was merged into another: the other's. */
export async function openAccount(tx: Tx, shopId: ShopId, customerId: CustomerId): Promise<LockedAccount> {
  const { byCustomer } = await openAccounts(tx, shopId, [], [customerId]);
  const account = byCustomer.get(customerId);
  if (!account) throw new Error('the account that was just opened is not there');
  return account;
}

/** Each account once, under the ids and customers that it was asked for by. */
export interface LockedAccounts {
  byId: ReadonlyMap<string, LockedAccount>;
  byCustomer: ReadonlyMap<string, LockedAccount>;
}

/**
 * Accounts by their ids, which must be there, and by their customers, which are made where they are not; of those that were
 * merged, the others. Locked in a fixed order, so that two transactions which lock several do not wait in a circle.
 */
export async function openAccounts(
  tx: Tx,
  shopId: ShopId,
  accountIds: readonly string[],
  customerIds: readonly CustomerId[],
): Promise<LockedAccounts> {
  if (customerIds.length > 0) {
    const there = await accounts(tx, shopId).where('customer_id', 'in', customerIds).execute();
    const known = new Set(there.map((row) => row.customer_id));
    const missing = [...new Set(customerIds)].filter((customerId) => !known.has(customerId)).sort();
    if (missing.length > 0) await insertAccounts(tx, shopId, missing);
  }
  const rows = await lockRows(
    tx,
    accounts(tx, shopId)
      .where((eb) =>
        eb.or([
          ...(accountIds.length > 0 ? [eb('account_id', 'in', accountIds)] : []),
          ...(customerIds.length > 0 ? [eb('customer_id', 'in', customerIds)] : []),
        ]),
      )
      .orderBy('account_id'),
  ).execute();
  const locked = new Map(rows.filter((row) => row.merged_into === null).map((row) => [row.account_id, toLocked(row)]));
  const byId = new Map<string, LockedAccount>();
  const byCustomer = new Map<string, LockedAccount>();
  for (const row of rows) {
    const id = row.merged_into ?? row.account_id;
    const found = locked.get(id) ?? (await lockAccount(tx, shopId, id));
    const account = locked.get(found.accountId) ?? found;
    locked.set(account.accountId, account);
    byId.set(row.account_id, account);
    if (row.customer_id !== null) byCustomer.set(row.customer_id, account);
  }
  return { byId, byCustomer };
}

async function insertAccounts(tx: Tx, shopId: ShopId, customerIds: readonly CustomerId[]): Promise<void> {
  await tx
    .insertInto('points_accounts')
    .values(
      customerIds.map((customerId) => ({
        shop_id: shopId,
        account_id: randomBytes(9).toString('hex'),
        customer_id: customerId,
        available: 0,
        pending: 0,
        debt: 0,
        rev: 0,
        first_activity_at: null,
        last_activity_at: null,
      })),
    )
    // Another transaction may open it at the same moment.
    .onConflict((conflict) => conflict.columns(['shop_id', 'customer_id']).doNothing())
    .execute();
}

/** Both accounts of a merge, opened where they are not there yet. Null when what is to be moved was moved before. */
export async function lockForMerge(
  tx: Tx,
  shopId: ShopId,
  removed: CustomerId,
  kept: CustomerId,
): Promise<{ from: LockedAccount; into: LockedAccount } | null> {
  await insertAccounts(tx, shopId, [removed, kept].toSorted());
  // In a fixed order, so that two merges which share an account wait for each other only one way round.
  const rows = await lockRows(
    tx,
    accounts(tx, shopId).where('customer_id', 'in', [removed, kept]).orderBy('account_id'),
  ).execute();
  const from = rows.find((row) => row.customer_id === removed);
  const into = rows.find((row) => row.customer_id === kept);
  if (!from || !into) throw new Error('an account that was just opened is not there');
  if (from.merged_into !== null) return null;
  const root = into.merged_into === null ? toLocked(into) : await lockAccount(tx, shopId, into.merged_into);
  return root.accountId === from.account_id ? null : { from: toLocked(from), into: root };
}

/** From now on `from` is `into`: what is booked for the one is booked for the other, lots and orders included. */
export async function joinAccounts(tx: Tx, shopId: ShopId, from: string, into: string): Promise<void> {
  const moved = { account_id: into };
  await tx.updateTable('points_lots').set(moved).where('shop_id', '=', shopId).where('account_id', '=', from).execute();
  await tx
    .updateTable('order_earnings')
    .set(moved)
    .where('shop_id', '=', shopId)
    .where('account_id', '=', from)
    .execute();
  await tx
    .updateTable('points_accounts')
    .set({ merged_into: into })
    .where('shop_id', '=', shopId)
    .where((eb) => eb.or([eb('account_id', '=', from), eb('merged_into', '=', from)]))
    .execute();
}

export function lockAccountOf(tx: Tx, shopId: ShopId, customerId: CustomerId): Promise<LockedAccount | null> {
  return lockedAccount(tx, accounts(tx, shopId).where('customer_id', '=', customerId));
}

/** Of an account that was merged into another: the other. */
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
  return row.merged_into === null ? toLocked(row) : lockAccount(tx, row.shop_id, row.merged_into);
}

function toLocked(row: Selectable<PointsAccountsTable>): LockedAccount {
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
  const [book] = await loadBooks(tx, shopId, [account], orderId === null ? [] : [orderId]);
  if (!book) throw new Error(`the book of account ${account.accountId} was not loaded`);
  return book;
}

/** The same for several accounts and orders, in the order of the accounts. */
export async function loadBooks(
  tx: Tx,
  shopId: ShopId,
  locked: readonly LockedAccount[],
  orderIds: readonly OrderId[],
): Promise<AccountBook[]> {
  if (locked.length === 0) return [];
  const ids = locked.map(({ accountId }) => accountId);
  const rows = await tx
    .selectFrom('points_lots')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('account_id', 'in', ids)
    .where((eb) => eb.or([eb('remaining', '>', 0), ...(orderIds.length === 0 ? [] : [eb('order_id', 'in', orderIds)])]))
    .execute();
  const lots = Map.groupBy(rows, (row) => row.account_id);
  return locked.map(({ accountId, balance, rev }) =>
    openBook(accountId, balance, rev, (lots.get(accountId) ?? []).map(fromLotRow)),
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
  await saveBooks(tx, shopId, now, [{ account, book }]);
  return changeOf(account, book);
}

/** The same for several accounts, each once. */
export async function saveBooks(
  tx: Tx,
  shopId: ShopId,
  now: number,
  books: readonly { account: LockedAccount; book: AccountBook }[],
): Promise<AccountChange[]> {
  const lots = books.flatMap(({ book }) => [...book.touched].map((id) => touchedLot(shopId, book, id)));
  for (const rows of batches(lots)) {
    await tx
      .insertInto('points_lots')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['shop_id', 'lot_id']).doUpdateSet((eb) => ({
          remaining: eb.ref('excluded.remaining'),
          credited: eb.ref('excluded.credited'),
          state: eb.ref('excluded.state'),
          available_at: eb.ref('excluded.available_at'),
          counts_from: eb.ref('excluded.counts_from'),
        })),
      )
      .execute();
  }
  const entries = books.flatMap(({ book }) =>
    book.entries.map((entry) => entryRow(shopId, book.accountId, now, entry)),
  );
  for (const rows of batches(entries)) await tx.insertInto('ledger_entries').values(rows).execute();
  const postings = books.flatMap(({ book }) => book.entries.flatMap((entry) => postingRows(shopId, entry)));
  for (const rows of batches(postings)) await tx.insertInto('ledger_postings').values(rows).execute();
  const balances = books.filter(({ book }) => book.entries.length > 0).map((changed) => balanceRow(shopId, changed));
  for (const rows of batches(balances)) {
    await tx
      .insertInto('points_accounts')
      .values(rows)
      // All of them are there: this is how one statement changes many rows.
      .onConflict((conflict) =>
        conflict.columns(['shop_id', 'account_id']).doUpdateSet((eb) => ({
          available: eb.ref('excluded.available'),
          pending: eb.ref('excluded.pending'),
          debt: eb.ref('excluded.debt'),
          rev: eb.ref('excluded.rev'),
          first_activity_at: eb.ref('excluded.first_activity_at'),
          last_activity_at: eb.ref('excluded.last_activity_at'),
        })),
      )
      .execute();
  }
  return books.map(({ account, book }) => changeOf(account, book));
}

/** At most fifteen columns a row; both databases allow more than 30,000 parameters. */
const ROWS_PER_INSERT = 1_000;

function* batches<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) yield rows.slice(start, start + ROWS_PER_INSERT);
}

function changeOf(account: LockedAccount, book: AccountBook): AccountChange {
  const dates = [...book.lots.values()].flatMap(({ state, remaining, availableAt }) =>
    state === 'pending' && remaining > 0 && availableAt !== null ? [availableAt] : [],
  );
  return {
    customerId: account.customerId,
    rev: book.rev,
    changed: book.entries.length > 0,
    nextMaturity: dates.length > 0 ? Math.min(...dates) : null,
  };
}

function touchedLot(shopId: ShopId, book: AccountBook, id: string) {
  const lot = book.lots.get(id);
  if (!lot) throw new Error(`lot ${id} was touched and is not in the book`);
  return toLotRow(shopId, book.accountId, lot);
}

function balanceRow(shopId: ShopId, { account, book }: { account: LockedAccount; book: AccountBook }) {
  const times = book.entries.map(({ occurredAt }) => occurredAt);
  return {
    shop_id: shopId,
    account_id: account.accountId,
    customer_id: account.customerId,
    ...book.balance,
    rev: book.rev,
    first_activity_at: Math.min(...times, account.activity?.first ?? Number.POSITIVE_INFINITY),
    last_activity_at: Math.max(...times, account.activity?.last ?? Number.NEGATIVE_INFINITY),
  };
}

function postingRows(shopId: ShopId, entry: Entry) {
  return entry.postings.map((posting, position) => ({
    shop_id: shopId,
    entry_id: entry.id,
    position,
    account: posting.account,
    lot_id: posting.lot,
    points: posting.points,
  }));
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

export function saveEarning(tx: Tx, shopId: ShopId, now: number, earning: OrderEarning): Promise<void> {
  return saveEarnings(tx, shopId, now, [earning]);
}

/** Of several orders, each once. */
export async function saveEarnings(
  tx: Tx,
  shopId: ShopId,
  now: number,
  earnings: readonly OrderEarning[],
): Promise<void> {
  const all = earnings.map((earning) => ({
    shop_id: shopId,
    order_id: earning.orderId,
    account_id: earning.accountId,
    decision: earning.decision,
    paid_at: earning.paidAt,
    programme_version: earning.programmeVersion,
    award: earning.award,
    credited: earning.credited,
    reversed: earning.reversed,
    bookings: earning.bookings,
    decided_at: now,
  }));
  for (const rows of batches(all)) {
    await tx
      .insertInto('order_earnings')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['shop_id', 'order_id']).doUpdateSet((eb) => ({
          account_id: eb.ref('excluded.account_id'),
          decision: eb.ref('excluded.decision'),
          paid_at: eb.ref('excluded.paid_at'),
          programme_version: eb.ref('excluded.programme_version'),
          award: eb.ref('excluded.award'),
          credited: eb.ref('excluded.credited'),
          reversed: eb.ref('excluded.reversed'),
          bookings: eb.ref('excluded.bookings'),
        })),
      )
      .execute();
  }
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

/** Forgets whose account it is, those that were merged into it included, and what was noted; every amount stays (rule V). */
export async function forgetPerson(tx: Tx, shopId: ShopId, accountId: string): Promise<void> {
  const own = await withMerged(tx, shopId, accountId);
  const entries = tx
    .selectFrom('ledger_entries')
    .select('entry_id')
    .where('shop_id', '=', shopId)
    .where('account_id', 'in', own);
  await tx.deleteFrom('ledger_notes').where('shop_id', '=', shopId).where('entry_id', 'in', entries).execute();
  await tx
    .updateTable('points_accounts')
    .set({ customer_id: null })
    .where('shop_id', '=', shopId)
    .where('account_id', 'in', own)
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
