import type { Db } from '../../../db/open.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { ClaimedJob } from './job-table.ts';
import type { LostJobsOptions } from './lost-jobs.ts';

/** Where a worker's jobs come from. One for each queue. */
export interface Feed {
  start(): void;
  /** There may be something to do. */
  wake(): void;
  /** Hands on nothing new. Resolves when every job that was handed on has ended. */
  stop(): Promise<void>;
}

export interface FeedOptions {
  db: Db;
  clock: Clock;
  log: Log;
  kinds: readonly string[];
  concurrency: number;
  /** Work is held back while the clock is being set. */
  held(): boolean;
  /** Runs a job. Rejects when its outcome could not be stored: then it is still in the queue, and is to be run again. */
  begin(job: ClaimedJob): Promise<void>;
  lost: Omit<LostJobsOptions, 'now'>;
}
