/**
 * The SQL of the queue. There are two: a table of our own, and graphile-worker's schema where many processes work at once. What a job
 * is, when it is tried again, put aside or followed by another is decided outside and is the same for both.
 */
import type { Expression, RawBuilder } from 'kysely';
import { isPostgres } from '../../../db/dialect/differences.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import type { ShopId } from '../kit/ids.ts';
import { graphileTable } from './graphile/table.ts';
import { ownTable } from './own-table/table.ts';

/** What a job is about. Among the waiting jobs it is unique, and two of the same never run at once. */
export interface JobIdentity {
  shopId: ShopId;
  kind: string;
  key: string;
}

export interface QueuedJob extends JobIdentity {
  /** JSON. */
  payload: string | null;
  /** Ms of the business clock from which it may run. */
  runAt: number;
  /** Ms of the business clock at which it was first due. */
  dueAt: number;
  /** Failed tries so far. */
  attempts: number;
  /** A process has ended while it had this job: it runs alone from now on. */
  suspect: boolean;
  /** It has been taken before: a twin that waits by now was added later, and its payload counts unless it has none. */
  again: boolean;
}

/** A job that runs, and the name under which it was taken: another's may be running it by now. */
export interface TakenJob {
  id: number;
  owner: string;
}

export interface ClaimedJob extends JobIdentity, TakenJob {
  payload: unknown;
  /** Failed tries before this one. */
  attempts: number;
  /** Ms of the business clock. */
  dueAt: number;
  suspect: boolean;
}

export interface JobTable {
  /**
   * Adds waiting jobs, no two of one identity. One that waits already keeps the earlier time, the later payload and its tries; one
   * that runs is followed by another.
   */
  add(tx: Tx, jobs: readonly QueuedJob[]): Promise<void>;
  /** Takes running jobs out of the queue, if they are still this worker's; returns those that were. */
  remove(tx: Tx, jobs: readonly TakenJob[]): Promise<Set<number>>;
  /** From here on this running job is alone in its process. */
  runsAlone(tx: Tx, job: TakenJob): Promise<void>;
  /** Drops what waits for a store, but for these kinds. */
  dropOf(tx: Tx, shopId: ShopId, keepKinds: readonly string[]): Promise<void>;
  /** Ms of the business clock when the next job, of these kinds or of any, may start; null when none waits. */
  nextDue(handle: Reader, kinds?: readonly string[]): Promise<number | null>;
  /** Is a job due, or taken by some process, even one that died? Asked as one question, because jobs move between the two. */
  isBusy(handle: Reader, kinds: readonly string[], now: number): Promise<boolean>;
  /** How many jobs run or are taken, in whatever process, dead ones too; counts no further than `atMost`. */
  countTaken(handle: Reader, atMost: number): Promise<number>;
  /** How many jobs are due; counts no further than `atMost`. */
  countDue(handle: Reader, now: number, atMost: number): Promise<number>;
  /** Which of these wait or run? As `identityOf` writes them. */
  present(handle: Reader, jobs: readonly JobIdentity[]): Promise<Set<string>>;
  /** A condition: a job of the kinds that begin so, with this key, waits or runs for the store. */
  inWork(shopId: ShopId, kindPrefix: string, key: Expression<string>): RawBuilder<boolean>;
  /** Drops these, where they wait and no worker has them. */
  drop(tx: Tx, jobs: readonly JobIdentity[]): Promise<void>;
  /** What waits or runs for a store, of the kinds that begin so. */
  jobsOf(handle: Reader, shopId: ShopId, kindPrefix: string): Promise<QueuedJob[]>;
}

export function jobTable(handle: Reader): JobTable {
  return isPostgres(handle) ? graphileTable : ownTable;
}
