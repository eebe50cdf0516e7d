/** Acts of giving rewards back: who asked for which, and how far they are. */
import type { Reader, Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import { fromRow, type Redemption } from './redemption-row.ts';
import { isReturnable, type Returnable } from './returnable.ts';

export interface ReturnRun {
  id: string;
  /** JSON of what was meant. */
  wanted: string;
  total: number;
  createdAt: number;
}

export async function findRun(handle: Reader, shopId: ShopId, id: string | null): Promise<ReturnRun | null> {
  let query = handle.selectFrom('reward_returns').selectAll().where('shop_id', '=', shopId);
  query = id === null ? query.where('total', '>', 1).orderBy('created_at', 'desc') : query.where('run_id', '=', id);
  const row = await query.limit(1).executeTakeFirst();
  return row ? { id: row.run_id, wanted: row.wanted, total: row.total, createdAt: row.created_at } : null;
}

export async function insertRun(tx: Tx, shopId: ShopId, run: ReturnRun & { staffId: string | null }): Promise<void> {
  await tx
    .insertInto('reward_returns')
    .values({
      shop_id: shopId,
      run_id: run.id,
      wanted: run.wanted,
      total: run.total,
      staff_id: run.staffId,
      created_at: run.createdAt,
    })
    .execute();
}

/** How many rewards of the act are in which state. */
export async function countRun(handle: Reader, shopId: ShopId, runId: string): Promise<Record<string, number>> {
  const rows = await handle
    .selectFrom('redemptions')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .where('shop_id', '=', shopId)
    .where('return_run', '=', runId)
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}

/** Rewards of the act whose codes can still be used, in the order of their ids. */
export async function nextToEnd(
  handle: Reader,
  shopId: ShopId,
  runId: string,
  { after, limit }: { after: string; limit: number },
): Promise<Redemption[]> {
  const rows = await handle
    .selectFrom('redemptions')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('return_run', '=', runId)
    .where('state', '=', 'returning')
    .where('ended_at', 'is', null)
    .where('redemption_id', '>', after)
    .orderBy('redemption_id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** What an act would be about, before it is begun. */
export async function countReturnable(
  handle: Reader,
  shopId: ShopId,
  wanted: Returnable,
): Promise<{ rewards: number; points: number }> {
  const row = await handle
    .selectFrom('redemptions')
    .select((eb) => [eb.fn.countAll<number>().as('rewards'), eb.fn.sum<number | null>('points').as('points')])
    .where('shop_id', '=', shopId)
    .where(isReturnable(wanted))
    .executeTakeFirstOrThrow();
  return { rewards: Number(row.rewards), points: Number(row.points ?? 0) };
}
