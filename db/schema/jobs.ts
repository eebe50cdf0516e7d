import type { Generated } from 'kysely';
import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * `waiting` until `run_at`; `running` under a lease; `parked` while the store's access is gone; `dead` after too many tries.
 * A finished job is deleted. Among the waiting, and again among the running, (shop_id, kind, key) is unique.
 */
export type JobState = 'waiting' | 'running' | 'parked' | 'dead';

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
  /** The worker that runs it. */
  lease_owner: string | null;
  /** Wall ms; a running job whose lease has ended belongs to a process that died. */
  lease_until: number | null;
  last_error: string | null;
}
