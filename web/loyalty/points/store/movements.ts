/** What moved in a store between moments, by what it was. Summed over the index of entries by time, without a look at the entries. */
import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { EntryKind } from '../account-book.ts';

export interface KindMovement {
  /** 0 = before the first of the moments, 1 = from the first to before the second, … */
  period: number;
  kind: EntryKind;
  /** Sums of the entries that gave, and of those that took (zero or less). */
  given: number;
  taken: number;
}

/** Up to before the last of `moments` (ms, ascending, at least one). */
export async function movementsBetween(
  handle: Reader,
  shopId: ShopId,
  moments: readonly number[],
): Promise<KindMovement[]> {
  const last = moments.at(-1);
  if (last === undefined) return [];
  const period = periodOf(sql`occurred_at`, moments);
  const rows = await handle
    .selectFrom('ledger_entries')
    .where('shop_id', '=', shopId)
    .where('occurred_at', '<', last)
    .groupBy([period, 'kind'])
    .select((eb) => [
      period.as('period'),
      'kind',
      eb.fn.sum<number>(sql`case when points > 0 then points else 0 end`).as('given'),
      eb.fn.sum<number>(sql`case when points < 0 then points else 0 end`).as('taken'),
    ])
    .execute();
  return rows;
}

/** What is left in lots that lapsed by `now` and were not closed yet. Dated the last moment of their last day, as the closing entry will be. */
export async function lapsedUnbooked(
  handle: Reader,
  shopId: ShopId,
  now: number,
  moments: readonly number[],
): Promise<{ period: number; points: number }[]> {
  const last = moments.at(-1);
  if (last === undefined) return [];
  const period = periodOf(sql`expires_at`, moments);
  return handle
    .selectFrom('points_lots')
    .where('shop_id', '=', shopId)
    .where('state', '=', sql.lit('available' as const))
    .where('remaining', '>', 0)
    .where('expires_at', '<', Math.min(now, last))
    .groupBy(period)
    .select((eb) => [period.as('period'), eb.fn.sum<number>('remaining').as('points')])
    .execute();
}

/** Number of the stretch between moments that a time falls into. */
function periodOf(time: RawBuilder<unknown>, moments: readonly number[]) {
  const cases = moments.map((moment, index) => sql`when ${time} < ${sql.lit(moment)} then ${sql.lit(index)}`);
  return sql<number>`case ${sql.join(cases, sql` `)} end`;
}
