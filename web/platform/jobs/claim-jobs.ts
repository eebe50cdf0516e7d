/**
 * The SQL of the worker. A job that is claimed belongs to its worker for as long as the worker renews the lease; the lease runs on
 * wall time, because it is about processes and not about business. Every change of a running job names the owner, so that a worker
 * that was thought dead and comes back changes nothing.
 */
import { type Selectable, sql } from 'kysely';
import { least, lockFreeRows } from '../../../db/dialect/differences.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import type { JobsTable } from '../../../db/schema/jobs.ts';
import type { ShopId } from '../kit/ids.ts';

export interface ClaimedJob {
  id: number;
  shopId: ShopId;
  kind: string;
  key: string;
  payload: unknown;
  /** Failed tries before this one. */
  attempts: number;
  /** Ms of the business clock. */
  dueAt: number;
}

// Literals, not parameters: only so can SQLite use the partial indexes.
const WAITING = sql.lit('waiting' as const);
const RUNNING = sql.lit('running' as const);

/** Takes up to `limit` due jobs of the given kinds, oldest first, leaving those whose twin is running. */
export async function claimJobs(
  tx: Tx,
  claim: { kinds: readonly string[]; limit: number; now: number; owner: string; leaseUntil: number },
): Promise<ClaimedJob[]> {
  const due = await lockFreeRows(
    tx,
    tx
      .selectFrom('jobs')
      .selectAll()
      .where('state', '=', WAITING)
      .where('run_at', '<=', claim.now)
      .where('kind', 'in', claim.kinds)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('jobs as twin')
              .select('twin.id')
              .where('twin.state', '=', RUNNING)
              .whereRef('twin.shop_id', '=', 'jobs.shop_id')
              .whereRef('twin.kind', '=', 'jobs.kind')
              .whereRef('twin.key', '=', 'jobs.key'),
          ),
        ),
      )
      .orderBy('run_at')
      .orderBy('id')
      .limit(claim.limit),
  ).execute();
  if (due.length === 0) return [];
  await tx
    .updateTable('jobs')
    .set({ state: 'running', lease_owner: claim.owner, lease_until: claim.leaseUntil })
    .where(
      'id',
      'in',
      due.map((row) => row.id),
    )
    .execute();
  return due.map(claimed);
}

function claimed(row: Selectable<JobsTable>): ClaimedJob {
  return {
    id: row.id,
    shopId: row.shop_id,
    kind: row.kind,
    key: row.key,
    payload: row.payload === null ? null : (JSON.parse(row.payload) as unknown),
    attempts: row.attempts,
    dueAt: row.due_at,
  };
}

/** Returns those that were this worker's to finish: of the others the lease was lost, and somebody else runs or ran them. */
export async function finishJobs(tx: Tx, ids: readonly number[], owner: string): Promise<Set<number>> {
  const rows = await tx
    .deleteFrom('jobs')
    .where('id', 'in', ids)
    .where('lease_owner', '=', owner)
    .returning('id')
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** False: the lease was lost meanwhile. */
export async function finishJob(tx: Tx, job: ClaimedJob, owner: string): Promise<boolean> {
  return (await finishJobs(tx, [job.id], owner)).has(job.id);
}

/** Puts a running job aside. */
export async function setAside(
  tx: Tx,
  job: ClaimedJob,
  owner: string,
  as: { state: 'parked' | 'dead'; attempts: number; error: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('jobs')
    .set({ state: as.state, attempts: as.attempts, last_error: as.error, lease_owner: null, lease_until: null })
    .where('id', '=', job.id)
    .where('lease_owner', '=', owner)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Lets a running job wait again, until `runAt`. When its twin was added meanwhile the two become one: the twin's time and payload,
 * and the tries of this one, so that a job which always fails is given up even if it is added again and again.
 */
export async function waitAgain(
  tx: Tx,
  job: ClaimedJob,
  owner: string,
  as: { runAt: number; attempts: number; error: string },
): Promise<boolean> {
  if (!(await finishJob(tx, job, owner))) return false;
  await tx
    .insertInto('jobs')
    .values({
      shop_id: job.shopId,
      kind: job.kind,
      key: job.key,
      payload: job.payload === null ? null : JSON.stringify(job.payload),
      state: 'waiting',
      run_at: as.runAt,
      due_at: job.dueAt,
      attempts: as.attempts,
      last_error: as.error,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'kind', 'key'])
        .where('state', '=', WAITING)
        .doUpdateSet((eb) => ({
          attempts: eb.ref('excluded.attempts'),
          last_error: eb.ref('excluded.last_error'),
          due_at: least(tx, eb.ref('jobs.due_at'), eb.ref('excluded.due_at')),
          payload: eb.fn.coalesce('jobs.payload', 'excluded.payload'),
        })),
    )
    .execute();
  return true;
}

export async function renewLeases(tx: Tx, owner: string, leaseUntil: number): Promise<void> {
  await tx
    .updateTable('jobs')
    .set({ lease_until: leaseUntil })
    .where('state', '=', RUNNING)
    .where('lease_owner', '=', owner)
    .execute();
}

/** Jobs whose worker has stopped renewing; they wait again at once. Returns how many. */
export async function takeOverLostJobs(tx: Tx, wallNow: number, now: number): Promise<number> {
  const lost = await lockFreeRows(
    tx,
    tx
      .selectFrom('jobs')
      .selectAll()
      .where('state', '=', RUNNING)
      .where('lease_until', '<', wallNow)
      .orderBy('lease_until')
      .orderBy('id'),
  ).execute();
  for (const row of lost) {
    // It counts as a try: a job that kills its process must not do so for ever.
    await waitAgain(tx, claimed(row), row.lease_owner ?? '', {
      runAt: now,
      attempts: row.attempts + 1,
      error: 'the process that ran it ended',
    });
  }
  return lost.length;
}

/** Ms of the business clock when the next job of these kinds may start; null when none waits. */
export async function nextDue(handle: Reader, kinds: readonly string[]): Promise<number | null> {
  const row = await handle
    .selectFrom('jobs')
    .select('run_at')
    .where('state', '=', WAITING)
    .where('kind', 'in', kinds)
    .orderBy('run_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.run_at ?? null;
}

/** How many jobs are in each state; for metrics and reports. */
export async function countJobs(handle: Reader): Promise<Record<'waiting' | 'running' | 'parked' | 'dead', number>> {
  const rows = await handle
    .selectFrom('jobs')
    .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
    .groupBy('state')
    .execute();
  const counts = { waiting: 0, running: 0, parked: 0, dead: 0 };
  for (const row of rows) counts[row.state] = row.n;
  return counts;
}
