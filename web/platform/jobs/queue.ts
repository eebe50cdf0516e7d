/**
 * Adding work. A job exists exactly if the transaction that adds it commits. Among the waiting jobs (shop, kind, key) is unique:
 * adding it again keeps one, with the earlier time and the later payload. While a job runs, the same one may wait behind it,
 * because what it was added for may have happened after the run had read the world; the two never run at once.
 */
import { announceJobs } from '../../../db/dialect/wake.ts';
import { least } from '../../../db/dialect/differences.ts';
import { afterCommit, type Tx } from '../../../db/open.ts';
import { sql } from 'kysely';
import type { ShopId } from '../kit/ids.ts';

export interface NewJob {
  /** Which handler: a name out of a manifest's `jobs`. */
  kind: string;
  shopId: ShopId;
  /** What it is about, e.g. a customer's id. */
  key: string;
  payload?: unknown;
  /** Ms of the business clock; now when left out. */
  runAt?: number;
}

export interface Queue {
  add(tx: Tx, job: NewJob): Promise<void>;
  /** Many at once. */
  addAll(tx: Tx, jobs: readonly NewJob[]): Promise<void>;
}

/** `wake` is told after each commit that added something. */
export function createQueue(now: () => number, wake: () => void): Queue {
  async function addAll(tx: Tx, jobs: readonly NewJob[]): Promise<void> {
    const unique = coalesced(jobs, now());
    for (let start = 0; start < unique.length; start += ROWS_PER_INSERT) {
      await tx
        .insertInto('jobs')
        .values(unique.slice(start, start + ROWS_PER_INSERT))
        .onConflict((conflict) =>
          conflict
            .columns(['shop_id', 'kind', 'key'])
            .where('state', '=', sql.lit('waiting'))
            .doUpdateSet((eb) => ({
              run_at: least(tx, eb.ref('jobs.run_at'), eb.ref('excluded.run_at')),
              due_at: least(tx, eb.ref('jobs.due_at'), eb.ref('excluded.due_at')),
              payload: eb.fn.coalesce('excluded.payload', 'jobs.payload'),
            })),
        )
        .execute();
    }
    if (unique.length === 0) return;
    await announceJobs(tx);
    afterCommit(tx, wake);
  }
  return { add: (tx, job) => addAll(tx, [job]), addAll };
}

/** Ten columns a row; both databases allow more than 30,000 parameters. */
const ROWS_PER_INSERT = 1_000;

/** One statement must not meet the same row twice, and a fixed order keeps two transactions from deadlocking. */
function coalesced(jobs: readonly NewJob[], now: number) {
  const byIdentity = new Map<string, ReturnType<typeof jobRow>>();
  for (const job of jobs) {
    const row = jobRow(job, now);
    const identity = JSON.stringify([row.shop_id, row.kind, row.key]);
    const earlier = byIdentity.get(identity);
    byIdentity.set(identity, {
      ...row,
      run_at: Math.min(row.run_at, earlier?.run_at ?? row.run_at),
      due_at: Math.min(row.due_at, earlier?.due_at ?? row.due_at),
      payload: row.payload ?? earlier?.payload ?? null,
    });
  }
  return [...byIdentity].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function jobRow(job: NewJob, now: number) {
  const runAt = job.runAt ?? now;
  if (!Number.isSafeInteger(runAt)) throw new RangeError(`runAt of ${job.kind} is not a time: ${runAt}`);
  return {
    shop_id: job.shopId,
    kind: job.kind,
    key: job.key,
    payload: job.payload === undefined ? null : JSON.stringify(job.payload),
    state: 'waiting' as const,
    run_at: runAt,
    due_at: runAt,
    attempts: 0,
  };
}
