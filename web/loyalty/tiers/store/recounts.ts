/** How far all customers were counted anew. */
import type { Reader, Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';

export interface Recount {
  terms: number;
  cursor: string;
  done: number;
  total: number;
  startedAt: number;
  endedAt: number | null;
}

export async function findRecount(handle: Reader, shopId: ShopId): Promise<Recount | null> {
  const row = await handle.selectFrom('tier_recounts').selectAll().where('shop_id', '=', shopId).executeTakeFirst();
  if (!row) return null;
  const { terms, cursor, done, total, started_at: startedAt, ended_at: endedAt } = row;
  return { terms, cursor, done, total, startedAt, endedAt };
}

export async function saveRecount(tx: Tx, shopId: ShopId, recount: Recount): Promise<void> {
  const { startedAt, endedAt, ...rest } = recount;
  const values = { ...rest, started_at: startedAt, ended_at: endedAt };
  await tx
    .insertInto('tier_recounts')
    .values({ shop_id: shopId, ...values })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet(values))
    .execute();
}
