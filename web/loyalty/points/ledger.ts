/**
 * The only writer of the ledger: accounts, lots, entries, postings, notes and what orders have earned. `book-*.ts` beside it
 * load an account under its lock, let decisions write entries into the book, and store it here. Entries are append-only;
 * accounts, lots and earnings are sums of them, which `verify.ts` proves.
 */
import { randomBytes } from 'node:crypto';
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { AccountBook } from './account-book.ts';
import { remindAt } from './booking-terms.ts';
import type { OrderHoldings } from './bring-order-to-target.ts';
import type { LineFactors } from './earn-rules.ts';
import type { Decision } from './rule-in-force.ts';
import { withMerged } from './store/accounts.ts';
import { type LockedAccount, type LockedAccounts, lockAccounts } from './store/books.ts';
import { balanceRow, entryRow, postingRows, touchedLotRow } from './store/ledger-rows.ts';

/** What a transaction did to an account, for whoever tells the storefront and plans the next maturity. */
export interface AccountChange {
  customerId: CustomerId | null;
  rev: number;
  /** True when entries were added. */
  changed: boolean;
  /** Somebody wants to hear of it. */
  heard: boolean;
  /** True when lots have other dates, without an entry. */
  dated: boolean;
  /** Ms of the earliest pending lot that has a date; null = there is none. */
  nextMaturity: number | null;
  /** Ms when a lot is next to be closed, or its customer to be told that it will lapse. */
  nextLapse: number | null;
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
  /** Id of the tier that the customer had at the payment; null = none, or it did not matter. */
  tier: string | null;
  factors: LineFactors;
}

/** The customer's account, made when it is not there yet. Of one who was merged into another: the other's. */
export async function openAccount(tx: Tx, shopId: ShopId, customerId: CustomerId): Promise<LockedAccount> {
  const { byCustomer } = await openAccounts(tx, shopId, [], [customerId]);
  const account = byCustomer.get(customerId);
  if (!account) throw new Error('the account that was just opened is not there');
  return account;
}

/**
 * Locks accounts by their ids, which must be there, and by their customers and guests, which are made where they are not; of those
 * that were merged, the others.
 */
export async function openAccounts(
  tx: Tx,
  shopId: ShopId,
  accountIds: readonly string[],
  customerIds: readonly CustomerId[],
  guests: readonly string[] = [],
): Promise<LockedAccounts> {
  if (customerIds.length > 0) {
    const there = await tx
      .selectFrom('points_accounts')
      .select('customer_id')
      .where('shop_id', '=', shopId)
      .where('customer_id', 'in', customerIds)
      .execute();
    const known = new Set(there.map((row) => row.customer_id));
    const missing = [...new Set(customerIds)].filter((customerId) => !known.has(customerId)).sort();
    if (missing.length > 0)
      await insertAccounts(
        tx,
        shopId,
        missing.map((customerId) => ({ customerId, guest: null })),
      );
  }
  if (guests.length > 0) {
    const opened = [...new Set(guests)].sort().map((guest) => ({ customerId: null, guest }));
    await insertAccounts(tx, shopId, opened);
  }
  return lockAccounts(tx, shopId, accountIds, customerIds, guests);
}

async function insertAccounts(
  tx: Tx,
  shopId: ShopId,
  whose: readonly { customerId: CustomerId | null; guest: string | null }[],
): Promise<void> {
  await tx
    .insertInto('points_accounts')
    .values(
      whose.map(({ customerId, guest }) => ({
        shop_id: shopId,
        account_id: randomBytes(9).toString('hex'),
        customer_id: customerId,
        guest,
        available: 0,
        pending: 0,
        debt: 0,
        rev: 0,
        first_activity_at: null,
        last_activity_at: null,
      })),
    )
    // Another transaction may open it at the same moment; a guest's may be there already.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Both accounts of a merge, opened where they are not there yet. Null when what is to be moved was moved before. */
export async function lockForMerge(
  tx: Tx,
  shopId: ShopId,
  removed: CustomerId,
  kept: CustomerId,
): Promise<{ from: LockedAccount; into: LockedAccount } | null> {
  const { byCustomer } = await openAccounts(tx, shopId, [], [removed, kept]);
  const from = byCustomer.get(removed);
  const into = byCustomer.get(kept);
  if (!from || !into) throw new Error('an account that was just opened is not there');
  // Of one that was merged the other is found, which is another customer's.
  return from.customerId !== removed || from === into ? null : { from, into };
}

/** The account of a guest who has turned out to be this customer; null when there is none. */
export async function lockForClaim(
  tx: Tx,
  shopId: ShopId,
  guest: string,
  customerId: CustomerId,
): Promise<{ from: LockedAccount; into: LockedAccount } | null> {
  const there = await tx
    .selectFrom('points_accounts')
    .select('account_id')
    .where('shop_id', '=', shopId)
    .where('guest', '=', guest)
    .executeTakeFirst();
  if (!there) return null;
  const { byCustomer, byGuest } = await openAccounts(tx, shopId, [], [customerId], [guest]);
  const from = byGuest.get(guest);
  const into = byCustomer.get(customerId);
  if (!from || !into) throw new Error('an account that was just opened is not there');
  return from === into ? null : { from, into };
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
    // Whoever buys with that address again is looked for again: it may have become somebody else's.
    .set({ merged_into: into, guest: null })
    .where('shop_id', '=', shopId)
    .where((eb) => eb.or([eb('account_id', '=', from), eb('merged_into', '=', from)]))
    .execute();
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
  const lots = books.flatMap(({ book }) => [...book.touched].map((id) => touchedLotRow(shopId, book, id)));
  for (const rows of batches(lots)) {
    await tx
      .insertInto('points_lots')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['shop_id', 'lot_id']).doUpdateSet((eb) => ({
          remaining: eb.ref('excluded.remaining'),
          credited: eb.ref('excluded.credited'),
          lapsed: eb.ref('excluded.lapsed'),
          once: eb.ref('excluded.once'),
          state: eb.ref('excluded.state'),
          expires_at: eb.ref('excluded.expires_at'),
          reminded: eb.ref('excluded.reminded'),
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
  const balances = books
    .filter(({ book }) => book.entries.length > 0)
    .map((changed) => balanceRow(shopId, changed.account, changed.book));
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

/** At most nineteen columns a row; both databases allow more than 30,000 parameters. */
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
    heard: book.terms.heard,
    dated: book.entries.length === 0 && book.touched.size > 0,
    nextMaturity: dates.length > 0 ? Math.min(...dates) : null,
    nextLapse: nextLapse(book),
  };
}

function nextLapse({ lots, terms }: AccountBook): number | null {
  let next: number | null = null;
  for (const { state, remaining, expiresAt, reminded } of lots.values()) {
    if (state === 'expired' || remaining === 0 || expiresAt === null) continue;
    const untold = !reminded && state === 'available' && terms.expiry;
    const at = untold ? remindAt(untold, expiresAt) : expiresAt + 1;
    next = Math.min(next ?? at, at);
  }
  return next;
}

/** What was decided for orders and has come of it, each once. */
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
    tier: earning.tier,
    factors: Object.keys(earning.factors).length === 0 ? null : JSON.stringify(earning.factors),
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
          tier: eb.ref('excluded.tier'),
          factors: eb.ref('excluded.factors'),
          credited: eb.ref('excluded.credited'),
          reversed: eb.ref('excluded.reversed'),
          bookings: eb.ref('excluded.bookings'),
        })),
      )
      .execute();
  }
}

/** Their customers know that these will lapse. */
export async function noteReminded(tx: Tx, shopId: ShopId, lotIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('points_lots')
    .set({ reminded: 1 })
    .where('shop_id', '=', shopId)
    .where('lot_id', 'in', lotIds)
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
    .set({ customer_id: null, guest: null })
    .where('shop_id', '=', shopId)
    .where('account_id', 'in', own)
    .execute();
}

/** What was noted about others may name the person. */
export async function forgetInNotes(tx: Tx, shopId: ShopId, without: (reason: string) => string): Promise<void> {
  const notes = await tx
    .selectFrom('ledger_notes')
    .select(['entry_id', 'reason'])
    .where('shop_id', '=', shopId)
    .execute();
  for (const { entry_id, reason } of notes) {
    const left = without(reason);
    if (left === reason) continue;
    await tx
      .updateTable('ledger_notes')
      .set({ reason: left })
      .where('shop_id', '=', shopId)
      .where('entry_id', '=', entry_id)
      .execute();
  }
}
