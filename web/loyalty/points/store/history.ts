/** What happened to an account, for people to read: entries with their notes. */
import type { Reader } from '../../../../db/open.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';
import type { EntryKind } from '../account-book.ts';

export interface HistoryEntry {
  entryId: string;
  seq: number;
  kind: EntryKind;
  /** Net effect on what the customer holds. */
  points: number;
  orderId: string | null;
  /** What a grant was for. */
  source: string | null;
  occurredAt: number;
  reason: string | null;
  staffId: string | null;
  /** What came out of pending; 0 for other kinds. */
  released: number;
}

function entries(handle: Reader, shopId: ShopId) {
  return handle
    .selectFrom('ledger_entries as entry')
    .leftJoin('ledger_notes as note', (join) =>
      join.onRef('note.shop_id', '=', 'entry.shop_id').onRef('note.entry_id', '=', 'entry.entry_id'),
    )
    .where('entry.shop_id', '=', shopId)
    .select((eb) => [
      'entry.entry_id as entryId',
      'entry.seq as seq',
      'entry.kind as kind',
      'entry.points as points',
      'entry.order_id as orderId',
      'entry.source as source',
      'entry.occurred_at as occurredAt',
      'note.reason as reason',
      'note.staff_id as staffId',
      eb
        .selectFrom('ledger_postings as posting')
        .whereRef('posting.shop_id', '=', 'entry.shop_id')
        .whereRef('posting.entry_id', '=', 'entry.entry_id')
        .where('posting.account', '=', 'pending')
        .where('entry.kind', '=', 'matured')
        .select((inner) => inner.fn.coalesce(inner.fn.sum<number>('posting.points'), inner.lit(0)).as('sum'))
        .as('released'),
    ]);
}

/** Newest first, by when it happened: what had matured is written down only when something else is. */
export async function accountHistory(
  handle: Reader,
  shopId: ShopId,
  accountId: string,
  page: { offset: number; limit: number },
): Promise<HistoryEntry[]> {
  const rows = await entries(handle, shopId)
    .where('entry.account_id', '=', accountId)
    .orderBy('entry.occurred_at', 'desc')
    .orderBy('entry.seq', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map((row) => ({ ...row, released: Math.abs(row.released ?? 0) }));
}

/** The store's latest, newest first, of customers who are still known. Maturities are left out: they come in heaps. */
export async function recentHistory(
  handle: Reader,
  shopId: ShopId,
  limit: number,
): Promise<(HistoryEntry & { customerId: CustomerId })[]> {
  const rows = await entries(handle, shopId)
    .innerJoin('points_accounts as account', (join) =>
      join.onRef('account.shop_id', '=', 'entry.shop_id').onRef('account.account_id', '=', 'entry.account_id'),
    )
    .where('entry.kind', 'not in', ['matured', 'merged', 'forfeited'])
    .where('entry.points', '<>', 0)
    // What happened to somebody who was merged belongs to whom they are now.
    .leftJoin('points_accounts as kept', (join) =>
      join.onRef('kept.shop_id', '=', 'account.shop_id').onRef('kept.account_id', '=', 'account.merged_into'),
    )
    .where('account.customer_id', 'is not', null)
    .select((eb) => eb.fn.coalesce('kept.customer_id', 'account.customer_id').as('customerId'))
    .orderBy('entry.occurred_at', 'desc')
    .orderBy('entry.booked_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, released: 0, customerId: row.customerId as CustomerId }));
}

export interface LedgerRow {
  entryId: string;
  seq: number;
  kind: EntryKind;
  key: string;
  orderId: string | null;
  occurredAt: number;
  bookedAt: number;
  postings: { account: string; lot: string | null; points: number }[];
}

/** Oldest first, with postings, after the entry of that number. */
export async function ledgerPage(
  handle: Reader,
  shopId: ShopId,
  accountId: string,
  page: { after: number; limit: number },
): Promise<LedgerRow[]> {
  const rows = await handle
    .selectFrom('ledger_entries')
    .select(['entry_id', 'seq', 'kind', 'key', 'order_id', 'occurred_at', 'booked_at'])
    .where('shop_id', '=', shopId)
    .where('account_id', '=', accountId)
    .where('seq', '>', page.after)
    .orderBy('seq')
    .limit(page.limit)
    .execute();
  if (rows.length === 0) return [];
  const postings = await handle
    .selectFrom('ledger_postings')
    .select(['entry_id', 'account', 'lot_id', 'points'])
    .where('shop_id', '=', shopId)
    .where(
      'entry_id',
      'in',
      rows.map((row) => row.entry_id),
    )
    .orderBy('entry_id')
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    entryId: row.entry_id,
    seq: row.seq,
    kind: row.kind,
    key: row.key,
    orderId: row.order_id,
    occurredAt: row.occurred_at,
    bookedAt: row.booked_at,
    postings: postings
      .filter((posting) => posting.entry_id === row.entry_id)
      .map((posting) => ({ account: posting.account, lot: posting.lot_id, points: posting.points })),
  }));
}

/** Everything of one person's accounts as plain data, for the person's own copy. */
export async function exportEntries(handle: Reader, shopId: ShopId, accountIds: readonly string[]) {
  const rows = await entries(handle, shopId)
    .where('entry.account_id', 'in', accountIds)
    .orderBy('entry.occurred_at')
    .orderBy('entry.account_id')
    .orderBy('entry.seq')
    .execute();
  return rows.map((row) => ({
    at: row.occurredAt,
    kind: row.kind,
    points: row.points,
    orderId: row.orderId,
    reason: row.reason,
  }));
}
