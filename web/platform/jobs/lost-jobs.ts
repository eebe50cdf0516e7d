/**
 * Jobs whose process has ended while it had them. Nobody knows which of them ended it, if one did, so none is blamed; but each runs alone
 * from now on, and if a process ends again, the one that ran alone has lost a try. So a job that kills its process becomes a dead
 * letter, and its neighbours do not.
 */
import type { Tx } from '../../../db/open.ts';
import { type JobTable, jobTable, type QueuedJob } from './job-table.ts';
import { setAside } from './set-aside.ts';
import { MAX_TRIES, pauseAfter } from './tries.ts';

export interface LostJob extends QueuedJob {
  wasAlone: boolean;
}

export interface LostJobsOptions {
  now: number;
  maxTries?: number;
  /** A dead letter: its schedule goes on. */
  onDead(tx: Tx, job: QueuedJob): Promise<void>;
}

/** Puts them back into the queue, out of which they have been taken in this transaction. */
export async function putBackLost(tx: Tx, lost: readonly LostJob[], options: LostJobsOptions): Promise<void> {
  const { now, maxTries = MAX_TRIES, onDead } = options;
  const table: JobTable = jobTable(tx);
  const back: QueuedJob[] = [];
  for (const { wasAlone, ...job } of lost) {
    const attempts = job.attempts + (wasAlone ? 1 : 0);
    if (attempts >= maxTries) {
      const error = 'the process that ran it ended each time';
      await setAside(tx, job, { state: 'dead', payload: job.payload, attempts, error, now });
      await onDead(tx, job);
    } else {
      const runAt = wasAlone ? now + pauseAfter(attempts) : now;
      back.push({ ...job, runAt, attempts, suspect: true, again: true });
    }
  }
  await table.add(tx, back);
}
