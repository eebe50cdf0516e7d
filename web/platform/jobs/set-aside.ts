/** What happens to jobs from outside the worker: a store that comes back or goes, an operator who wants dead letters tried again. */
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../db/open.ts';
import type { ShopId } from '../kit/ids.ts';
import type { Queue } from './queue.ts';

/** The store can be reached again: everything that was parked for it is due now. */
export async function resumeParked(tx: Tx, queue: Queue, shopId: ShopId): Promise<void> {
  await requeue(tx, queue, shopId, 'parked');
}

/** Tries every dead letter again, of one store or of all. Returns how many. */
export async function retryDead(tx: Tx, queue: Queue, shopId?: ShopId): Promise<number> {
  return requeue(tx, queue, shopId, 'dead');
}

async function requeue(tx: Tx, queue: Queue, shopId: ShopId | undefined, state: 'parked' | 'dead'): Promise<number> {
  const rows = await tx
    .deleteFrom('jobs')
    .where('state', '=', sql.lit(state))
    .$if(shopId !== undefined, (query) => query.where('shop_id', '=', shopId as ShopId))
    .returning(['shop_id', 'kind', 'key', 'payload'])
    .execute();
  await queue.addAll(
    tx,
    rows.map((row) => ({
      shopId: row.shop_id,
      kind: row.kind,
      key: row.key,
      ...(row.payload !== null && { payload: JSON.parse(row.payload) as unknown }),
    })),
  );
  return rows.length;
}

/** The store has removed the app: nothing is done for it any more, except what webhooks (privacy requests) still ask for. */
export async function dropJobsOf(tx: Tx, shopId: ShopId, keepKinds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('jobs')
    .where('shop_id', '=', shopId)
    .where('state', '!=', 'running')
    .$if(keepKinds.length > 0, (query) => query.where('kind', 'not in', keepKinds))
    .execute();
}

export interface DeadLetter {
  shopId: ShopId;
  kind: string;
  key: string;
  attempts: number;
  error: string | null;
}

export async function deadLetters(handle: Reader, limit: number): Promise<DeadLetter[]> {
  const rows = await handle
    .selectFrom('jobs')
    .select(['shop_id', 'kind', 'key', 'attempts', 'last_error'])
    .where('state', '=', sql.lit('dead' as const))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    shopId: row.shop_id,
    kind: row.kind,
    key: row.key,
    attempts: row.attempts,
    error: row.last_error,
  }));
}

/** How much work of one store was tried to the end and kept. */
export async function countDeadOf(handle: Reader, shopId: ShopId): Promise<number> {
  const row = await handle
    .selectFrom('jobs')
    .where('shop_id', '=', shopId)
    .where('state', '=', sql.lit('dead' as const))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}
