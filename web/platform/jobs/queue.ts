/**
 * Adding work. A job exists exactly if the transaction that adds it commits. Among the waiting jobs (shop, kind, key) is unique:
 * adding it again keeps one, with the earlier time and the later payload. While a job runs, the same one may wait behind it,
 * because what it was added for may have happened after the run had read the world; the two never run at once.
 */
import { afterCommit, type Tx } from '../../../db/open.ts';
import type { ShopId } from '../kit/ids.ts';
import { identityOf } from './identity.ts';
import { jobTable, type QueuedJob } from './job-table.ts';

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
    if (jobs.length === 0) return;
    await jobTable(tx).add(tx, coalesced(jobs, now()));
    afterCommit(tx, wake);
  }
  return { add: (tx, job) => addAll(tx, [job]), addAll };
}

/** One statement must not meet the same row twice, and a fixed order keeps two transactions from deadlocking. */
function coalesced(jobs: readonly NewJob[], now: number): QueuedJob[] {
  const byIdentity = new Map<string, QueuedJob>();
  for (const job of jobs) {
    const identity = identityOf(job);
    const present = queued(job, now);
    const earlier = byIdentity.get(identity) ?? present;
    byIdentity.set(identity, {
      ...present,
      runAt: Math.min(present.runAt, earlier.runAt),
      dueAt: Math.min(present.dueAt, earlier.dueAt),
      payload: present.payload ?? earlier.payload,
    });
  }
  return [...byIdentity].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, job]) => job);
}

function queued(job: NewJob, now: number): QueuedJob {
  const { kind, shopId, key, payload, runAt = now } = job;
  if (!Number.isSafeInteger(runAt)) throw new RangeError(`runAt of ${kind} is not a time: ${runAt}`);
  return {
    shopId,
    kind,
    key,
    payload: payload === undefined ? null : JSON.stringify(payload),
    runAt,
    dueAt: runAt,
    attempts: 0,
    suspect: false,
    again: false,
  };
}
