import type { Generated } from 'kysely';
import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * The queue of an SQLite file; on PostgreSQL graphile-worker's own schema is the queue, and this table does not exist. `waiting` until
 * `run_at`, then `running` under a lease; a finished job is deleted. Among the waiting, and again among the running,
 * (shop_id, kind, key) is unique.
 */
export type JobState = 'waiting' | 'running';

export interface JobsTable {
  id: Generated<number>;
  shop_id: ShopId;
  kind: string;
  key: string;
  /** JSON, or null. */
  payload: string | null;
  state: JobState;
  /** Ms of the business clock from which it may run; grows with every failed try. */
  run_at: number;
  /** Ms of the business clock at which it was first due; a schedule computes its successor from this. */
  due_at: number;
  /** Failed tries so far. */
  attempts: number;
  /** 1: a process ended while it had this job, so it runs alone from now on. 2: it is running alone, and answers for its process. */
  suspect: number;
  /** The worker that runs it. */
  lease_owner: string | null;
  /** Wall ms; a running job whose lease has ended belongs to a process that died. */
  lease_until: number | null;
}
