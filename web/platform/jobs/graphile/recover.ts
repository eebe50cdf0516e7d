/** Takes over the jobs of worker processes that have died. Without it graphile-worker would leave them alone for four hours. */
import { sql } from 'kysely';
import type { Db, Tx } from '../../../../db/open.ts';
import { MINUTE } from '../../kit/clock.ts';
import { identityOf } from '../identity.ts';
import { type LostJob, type LostJobsOptions, putBackLost } from '../lost-jobs.ts';
import { foldEntries } from './entries.ts';
import { LIVES } from './guard.ts';
import type { LockedJob } from './table.ts';

/** What a process asked for in its last moment may be done only after its death was found: its jobs are looked for once more. */
const LOOK_AGAIN_AFTER = MINUTE / 6;

/** Returns how many jobs were put back into the queue. */
export async function recoverJobs(
  db: Db,
  own: readonly string[],
  options: LostJobsOptions,
  wallNow: number,
): Promise<number> {
  // Usually nobody else is there, or all are known to live: one look without a transaction.
  const workers = await db.read.selectFrom('job_workers').select('id').execute();
  if (workers.every(({ id }) => own.includes(id))) return 0;
  return db.transaction(async (tx) => {
    let count = 0;
    for (const worker of await deadWorkers(tx, wallNow)) {
      const lost = await takeJobsOf(tx, worker);
      await putBackLost(tx, lost, options);
      count += lost.length;
      await (worker.died_at === null
        ? tx.updateTable('job_workers').set({ died_at: wallNow }).where('id', '=', worker.id)
        : tx.deleteFrom('job_workers').where('id', '=', worker.id)
      ).execute();
    }
    return count;
  });
}

interface DeadWorker {
  id: string;
  alone: number | null;
  died_at: number | null;
}

/** Their lock is free, and that of a living one, our own too, is not. It is held until the end of this transaction, so that no two look after the same dead, and none comes back meanwhile. */
async function deadWorkers(tx: Tx, wallNow: number): Promise<DeadWorker[]> {
  const { rows } = await sql<DeadWorker>`
    select id, alone, died_at from job_workers
    where (died_at is null or died_at < ${wallNow - LOOK_AGAIN_AFTER})
    and pg_try_advisory_xact_lock(hashtextextended(${LIVES} || id, 0))`.execute(tx);
  return rows;
}

async function takeJobsOf(tx: Tx, worker: DeadWorker): Promise<LostJob[]> {
  const { rows } = await sql<LockedJob>`
    delete from graphile_worker._private_jobs as job using graphile_worker._private_tasks as task
    where job.locked_by = ${worker.id} and task.id = job.task_id
    returning job.id, task.identifier as kind, job.payload, round(extract(epoch from job.run_at) * 1000)::bigint as run_at
    `.execute(tx);
  // It may have had two of one identity: one that ran, and one that waited for its end.
  const byIdentity = new Map<string, LostJob>();
  for (const { id, kind, payload, run_at } of rows.toSorted((a, b) => a.id - b.id)) {
    const job = { ...foldEntries(kind, payload, run_at), wasAlone: id === worker.alone };
    const twin = byIdentity.get(identityOf(job));
    byIdentity.set(identityOf(job), twin ? together(twin, job) : job);
  }
  return [...byIdentity].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, job]) => job);
}

function together(earlier: LostJob, later: LostJob): LostJob {
  return {
    ...later,
    payload: later.payload ?? earlier.payload,
    dueAt: Math.min(earlier.dueAt, later.dueAt),
    attempts: Math.max(earlier.attempts, later.attempts),
    wasAlone: earlier.wasAlone || later.wasAlone,
  };
}
