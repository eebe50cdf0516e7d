/** The store's totals. Balances are summed over accounts, movements over the index of entries by time. */
import { sql } from 'kysely';
import type { Reader } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';

export interface Totals {
  members: number;
  available: number;
  pending: number;
  debt: number;
  /** Lapsed, but not closed yet: not part of the others. */
  lapsed: number;
}

/** As they are at `now`, whether or not what time has done was booked. */
export async function totals(handle: Reader, shopId: ShopId, now: number): Promise<Totals> {
  const booked = await handle
    .selectFrom('points_accounts')
    .where('shop_id', '=', shopId)
    .where('rev', '>', 0)
    .where('merged_into', 'is', null)
    .select((eb) => [
      eb.fn.countAll<number>().as('members'),
      eb.fn.coalesce(eb.fn.sum<number>('available'), eb.lit(0)).as('available'),
      eb.fn.coalesce(eb.fn.sum<number>('pending'), eb.lit(0)).as('pending'),
      eb.fn.coalesce(eb.fn.sum<number>('debt'), eb.lit(0)).as('debt'),
    ])
    .executeTakeFirstOrThrow();
  const due = await handle
    .selectFrom('points_lots as lot')
    .innerJoin('points_accounts as account', (join) =>
      join.onRef('account.shop_id', '=', 'lot.shop_id').onRef('account.account_id', '=', 'lot.account_id'),
    )
    .where('lot.shop_id', '=', shopId)
    .where('lot.state', '=', 'pending')
    .where('lot.remaining', '>', 0)
    .where('lot.available_at', '<=', now)
    .groupBy(['lot.account_id', 'account.debt'])
    .select((eb) => ['account.debt as debt', eb.fn.sum<number>('lot.remaining').as('points')])
    .execute();
  const over = await handle
    .selectFrom('points_lots')
    .where('shop_id', '=', shopId)
    .where('expires_at', '<', now)
    .where('state', '<>', sql.lit('expired' as const))
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('remaining'), eb.lit(0)).as('points'))
    .executeTakeFirstOrThrow();
  const figures = { ...booked, lapsed: over.points };
  for (const { debt, points } of due) {
    const paid = Math.min(debt, points);
    figures.pending -= points;
    figures.available += points - paid;
    figures.debt -= paid;
  }
  figures.available -= over.points;
  return figures;
}

/** Those of whom the first thing ever happened since then, whenever it was written down: an imported past makes nobody new. */
export async function membersSince(handle: Reader, shopId: ShopId, since: number): Promise<number> {
  const row = await handle
    .selectFrom('points_accounts')
    .where('shop_id', '=', shopId)
    .where('first_activity_at', '>=', since)
    .where('merged_into', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function hasMembers(handle: Reader, shopId: ShopId): Promise<boolean> {
  const one = handle
    .selectFrom('points_accounts')
    .where('shop_id', '=', shopId)
    .where('first_activity_at', 'is not', null);
  return (await one.select('account_id').limit(1).executeTakeFirst()) !== undefined;
}

/** What was given and nobody holds any more: spent, lapsed, or left by erased persons. */
export async function left(handle: Reader, shopId: ShopId): Promise<number> {
  const row = await handle
    .selectFrom('ledger_entries')
    .where('shop_id', '=', shopId)
    // The same words as in the index.
    .where(sql<boolean>`kind in ('redeemed', 'reimbursed', 'expired', 'forfeited')`)
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('points'), eb.lit(0)).as('points'))
    .executeTakeFirstOrThrow();
  return -row.points;
}

const QUARTER = 15 * 60_000;

/** Net points in quarters of an hour since then: every time zone's midnight falls between two of them. */
export async function netPointsSince(
  handle: Reader,
  shopId: ShopId,
  since: number,
): Promise<{ at: number; points: number }[]> {
  const start = Math.floor(since / QUARTER) * QUARTER;
  const quarter = sql<number>`(occurred_at - ${sql.lit(start)}) / ${sql.lit(QUARTER)}`;
  const rows = await handle
    .selectFrom('ledger_entries')
    .where('shop_id', '=', shopId)
    .where('occurred_at', '>=', since)
    .where('kind', 'in', ['earned', 'granted', 'reversed', 'restored', 'adjusted'])
    .groupBy(quarter)
    .select((eb) => [quarter.as('quarter'), eb.fn.sum<number>('points').as('points')])
    .execute();
  return rows.map(({ quarter: number, points }) => ({ at: start + number * QUARTER, points }));
}
