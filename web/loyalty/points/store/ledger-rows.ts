/** What the ledger writes, as rows. */
import { createHash } from 'node:crypto';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { AccountBook, Entry } from '../account-book.ts';
import type { LockedAccount } from './books.ts';
import { toLotRow } from './lot-row.ts';

/** Of a lot that the book changed or made. */
export function touchedLotRow(shopId: ShopId, book: AccountBook, id: string) {
  const lot = book.lots.get(id);
  if (!lot) throw new Error(`lot ${id} was touched and is not in the book`);
  return toLotRow(shopId, book.accountId, lot);
}

/** Of an account whose book has new entries. */
export function balanceRow(shopId: ShopId, account: LockedAccount, book: AccountBook) {
  const times = book.entries.map(({ occurredAt }) => occurredAt);
  return {
    shop_id: shopId,
    account_id: account.accountId,
    customer_id: account.customerId,
    guest: account.guest,
    ...book.balance,
    rev: book.rev,
    first_activity_at: Math.min(...times, account.activity?.first ?? Number.POSITIVE_INFINITY),
    last_activity_at: Math.max(...times, account.activity?.last ?? Number.NEGATIVE_INFINITY),
  };
}

export function postingRows(shopId: ShopId, entry: Entry) {
  return entry.postings.map((posting, position) => ({
    shop_id: shopId,
    entry_id: entry.id,
    position,
    account: posting.account,
    lot_id: posting.lot,
    points: posting.points,
  }));
}

export function entryRow(shopId: ShopId, accountId: string, now: number, entry: Entry) {
  return {
    shop_id: shopId,
    entry_id: entry.id,
    account_id: accountId,
    seq: entry.seq,
    kind: entry.kind,
    key: entry.key,
    input_hash: inputHash(entry.input),
    order_id: entry.orderId,
    cause: entry.cause,
    source: entry.source,
    occurred_at: entry.occurredAt,
    booked_at: now,
    actor: entry.actor,
    points: entry.points,
    available_after: entry.after.available,
    pending_after: entry.after.pending,
    debt_after: entry.after.debt,
  };
}

/** SHA-256 of the input in canonical form: keys sorted. */
export function inputHash(input: Entry['input']): string {
  const sorted = Object.entries(input).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
