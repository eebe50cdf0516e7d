/** Everything of some accounts, for verification: a few reads a page, each along its index. */
import { type Selectable, sql } from 'kysely';
import type { Reader } from '../../../../db/open.ts';
import type { LedgerEntriesTable } from '../../../../db/schema/ledger-entries.ts';
import type { LedgerPostingsTable } from '../../../../db/schema/ledger-postings.ts';
import type { OrderEarningsTable } from '../../../../db/schema/order-earnings.ts';
import type { PointsAccountsTable } from '../../../../db/schema/points-accounts.ts';
import type { PointsLotsTable } from '../../../../db/schema/points-lots.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';

export interface AccountRows {
  account: Selectable<PointsAccountsTable>;
  lots: Selectable<PointsLotsTable>[];
  /** By number. */
  entries: Selectable<LedgerEntriesTable>[];
  /** By entry, in their order. */
  postings: Map<string, Selectable<LedgerPostingsTable>[]>;
  earnings: Selectable<OrderEarningsTable>[];
}

/** Of those that were not merged into another, in their order. */
export async function accountPage(handle: Reader, shopId: ShopId, after: string, limit: number): Promise<string[]> {
  const rows = await handle
    .selectFrom('points_accounts')
    .select('account_id')
    .where('shop_id', '=', shopId)
    .where('account_id', '>', after)
    .where('merged_into', 'is', null)
    .orderBy('account_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.account_id);
}

/** Those of `roots`, each with the accounts that were merged into it. */
export async function loadAccountRows(
  handle: Reader,
  shopId: ShopId,
  roots: readonly string[],
): Promise<{ root: AccountRows; merged: AccountRows[] }[]> {
  const all = handle.selectFrom('points_accounts').selectAll().where('shop_id', '=', shopId);
  const accounts = [
    ...(await all.where('account_id', 'in', roots).execute()),
    ...(await all.where('merged_into', 'in', roots).execute()),
  ];
  const ids = accounts.map((account) => account.account_id);
  const lots = await handle
    .selectFrom('points_lots')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('account_id', 'in', ids)
    .execute();
  const entries = await handle
    .selectFrom('ledger_entries')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('account_id', 'in', ids)
    .orderBy('account_id')
    .orderBy('seq')
    .execute();
  const postings = await postingsOfEntries(
    handle,
    shopId,
    entries.map((entry) => entry.entry_id),
  );
  const earnings = await handle
    .selectFrom('order_earnings')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('account_id', 'in', ids)
    .execute();
  const postingsOf = Map.groupBy(postings, (posting) => posting.entry_id);
  const entriesOf = Map.groupBy(entries, (entry) => entry.account_id);
  const lotsOf = Map.groupBy(lots, (lot) => lot.account_id);
  const earningsOf = Map.groupBy(earnings, (earning) => earning.account_id);
  const rows = accounts.map((account) => ({
    account,
    lots: lotsOf.get(account.account_id) ?? [],
    entries: entriesOf.get(account.account_id) ?? [],
    postings: postingsOf,
    earnings: earningsOf.get(account.account_id) ?? [],
  }));
  const mergedInto = Map.groupBy(rows, ({ account }) => account.merged_into);
  return (mergedInto.get(null) ?? []).map((root) => ({
    root,
    merged: mergedInto.get(root.account.account_id) ?? [],
  }));
}

/** By the ids of their entries and not by a join, which SQLite would begin at the postings of the whole store. */
async function postingsOfEntries(
  handle: Reader,
  shopId: ShopId,
  entryIds: readonly string[],
): Promise<Selectable<LedgerPostingsTable>[]> {
  const postings: Selectable<LedgerPostingsTable>[] = [];
  for (let start = 0; start < entryIds.length; start += IDS_PER_QUERY) {
    const page = await handle
      .selectFrom('ledger_postings')
      .selectAll()
      .where('shop_id', '=', shopId)
      .where('entry_id', 'in', entryIds.slice(start, start + IDS_PER_QUERY))
      .orderBy('entry_id')
      .orderBy('position')
      .execute();
    for (const posting of page) postings.push(posting);
  }
  return postings;
}

/** Both databases allow more than thirty thousand parameters. */
const IDS_PER_QUERY = 2_000;

/** Entries whose account is missing, and postings whose entry is. */
export async function strayEntries(handle: Reader, shopId: ShopId): Promise<number> {
  const row = await handle
    .selectNoFrom((eb) => [
      eb
        .selectFrom('ledger_entries as entry')
        .where('entry.shop_id', '=', shopId)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('points_accounts as account')
                .whereRef('account.shop_id', '=', 'entry.shop_id')
                .whereRef('account.account_id', '=', 'entry.account_id')
                .select(sql.lit(1).as('one')),
            ),
          ),
        )
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('entries'),
      eb
        .selectFrom('ledger_postings as posting')
        .where('posting.shop_id', '=', shopId)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('ledger_entries as entry')
                .whereRef('entry.shop_id', '=', 'posting.shop_id')
                .whereRef('entry.entry_id', '=', 'posting.entry_id')
                .select(sql.lit(1).as('one')),
            ),
          ),
        )
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .as('postings'),
    ])
    .executeTakeFirstOrThrow();
  return (row.entries ?? 0) + (row.postings ?? 0);
}
