/** Jobs that no worker takes any more: put aside by a worker, taken up again by a store that comes back or by an operator. */
import { type Expression, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Reader, Tx } from '../../../db/open.ts';
import type { JobsSetAsideTable } from '../../../db/schema/jobs-set-aside.ts';
import type { ShopId } from '../kit/ids.ts';
import { identityOf } from './identity.ts';
import { type JobIdentity, jobTable } from './job-table.ts';
import type { NewJob, Queue } from './queue.ts';

type State = JobsSetAsideTable['state'];
type Adds = Pick<Queue, 'addAll'>;

export async function setAside(
  tx: Tx,
  job: JobIdentity,
  as: { state: State; payload: string | null; attempts: number; error: string; now: number },
): Promise<void> {
  await tx
    .insertInto('jobs_set_aside')
    .values({
      shop_id: job.shopId,
      kind: job.kind,
      key: job.key,
      payload: as.payload,
      state: as.state,
      attempts: as.attempts,
      error: as.error,
      set_aside_at: as.now,
    })
    .execute();
}

/** These stores can be reached again: everything that was parked for them is due now. */
export async function resumeParked(tx: Tx, queue: Adds, shopIds: readonly ShopId[]): Promise<void> {
  if (shopIds.length === 0) return;
  const rows = await tx
    .deleteFrom('jobs_set_aside')
    .where('state', '=', 'parked')
    .where('shop_id', 'in', shopIds)
    .returningAll()
    .execute();
  await addAgain(tx, queue, rows);
}

/** Adds those that neither wait nor run nor are parked. */
export async function addMissing(tx: Tx, queue: Adds, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const present = await jobTable(tx).present(tx, jobs);
  const parked = await tx
    .selectFrom('jobs_set_aside')
    .select(['shop_id', 'kind', 'key'])
    .where('state', '=', 'parked')
    .where('shop_id', 'in', [...new Set(jobs.map(({ shopId }) => shopId))])
    .execute();
  for (const { shop_id, kind, key } of parked) present.add(identityOf({ shopId: shop_id, kind, key }));
  await queue.addAll(
    tx,
    jobs.filter((job) => !present.has(identityOf(job))),
  );
}

/** Tries dead letters again: one, those of a store, or all. Returns how many. */
export async function retryDead(tx: Tx, queue: Adds, which: { id?: number; shopId?: ShopId } = {}): Promise<number> {
  const { id, shopId } = which;
  const rows = await tx
    .deleteFrom('jobs_set_aside')
    .where('state', '=', 'dead')
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? 0))
    .$if(shopId !== undefined, (query) => query.where('shop_id', '=', shopId ?? (0 as ShopId)))
    .returningAll()
    .execute();
  await addAgain(tx, queue, rows);
  return rows.length;
}

/** From the start: with no failed tries. */
async function addAgain(tx: Tx, queue: Adds, rows: readonly Selectable<JobsSetAsideTable>[]): Promise<void> {
  await queue.addAll(
    tx,
    rows
      .toSorted((a, b) => a.id - b.id)
      .map((row) => ({
        shopId: row.shop_id,
        kind: row.kind,
        key: row.key,
        ...(row.payload !== null && { payload: JSON.parse(row.payload) as unknown }),
      })),
  );
}

/** The store has removed the app: nothing is done for it any more, except what webhooks (privacy requests) still ask for. */
export async function dropJobsOf(tx: Tx, shopId: ShopId, keepKinds: readonly string[]): Promise<void> {
  await jobTable(tx).dropOf(tx, shopId, keepKinds);
  await tx
    .deleteFrom('jobs_set_aside')
    .where('shop_id', '=', shopId)
    .$if(keepKinds.length > 0, (query) => query.where('kind', 'not in', keepKinds))
    .execute();
}

/** Drops what waits or is put aside for a store and speaks of something: its key, its payload, or what its last try said. */
export async function dropJobsAbout(tx: Tx, shopId: ShopId, speaksOf: (text: string) => boolean): Promise<void> {
  const table = jobTable(tx);
  const jobs = await table.jobsOf(tx, shopId, '');
  await table.drop(
    tx,
    jobs.filter(({ key, payload }) => speaksOf(key) || speaksOf(payload ?? '')),
  );
  const rows = await tx
    .selectFrom('jobs_set_aside')
    .select(['id', 'key', 'payload', 'error'])
    .where('shop_id', '=', shopId)
    .execute();
  for (const { id, key, payload, error } of rows) {
    if ([key, payload ?? '', error].some(speaksOf))
      await tx.deleteFrom('jobs_set_aside').where('shop_id', '=', shopId).where('id', '=', id).execute();
  }
}

/** What was given up, or waits for a store to come back, is not kept for ever. */
export function setAsideBefore(handle: Reader, shopId: ShopId, state: State, before: number) {
  return handle
    .selectFrom('jobs_set_aside')
    .select('id')
    .where('shop_id', '=', shopId)
    .where('state', '=', state)
    .where('set_aside_at', '<', before);
}

export async function dropSetAsideBefore(tx: Tx, shopId: ShopId, state: State, before: number): Promise<void> {
  await tx
    .deleteFrom('jobs_set_aside')
    .where('id', 'in', setAsideBefore(tx, shopId, state, before))
    .execute();
}

/** A condition: a job of the kinds that begin so, with this key, waits, runs, or is put aside for the store. */
export function keptForJob(
  handle: Reader,
  shopId: ShopId,
  kindPrefix: string,
  key: Expression<string>,
): RawBuilder<boolean> {
  return sql<boolean>`(${jobTable(handle).inWork(shopId, kindPrefix, key)} or exists (
    select 1 from jobs_set_aside where shop_id = ${shopId} and jobs_set_aside.key = ${key}
    and substr(kind, 1, ${sql.lit(kindPrefix.length)}) = ${kindPrefix}))`;
}

export interface DeadLetter {
  id: number;
  shopId: ShopId;
  kind: string;
  key: string;
  attempts: number;
  error: string;
  /** Ms of the business clock. */
  diedAt: number;
}

/** Newest first. */
export async function deadLetters(
  handle: Reader,
  limit: number,
  { shopId, id }: { shopId?: ShopId | undefined; id?: number | undefined } = {},
): Promise<DeadLetter[]> {
  const rows = await handle
    .selectFrom('jobs_set_aside')
    .selectAll()
    .where('state', '=', 'dead')
    .$if(shopId !== undefined, (query) => query.where('shop_id', '=', shopId ?? (0 as ShopId)))
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    shopId: row.shop_id,
    kind: row.kind,
    key: row.key,
    attempts: row.attempts,
    error: row.error,
    diedAt: row.set_aside_at,
  }));
}

/** How much work of one store was tried to the end and kept. */
export async function countDeadOf(handle: Reader, shopId: ShopId): Promise<number> {
  const row = await handle
    .selectFrom('jobs_set_aside')
    .where('shop_id', '=', shopId)
    .where('state', '=', 'dead')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many jobs are put aside, of all stores. */
export async function countSetAside(handle: Reader): Promise<Record<State, number>> {
  const rows = await handle
    .selectFrom('jobs_set_aside')
    .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
    .groupBy('state')
    .execute();
  const counts = { parked: 0, dead: 0 };
  for (const row of rows) counts[row.state] = row.n;
  return counts;
}
