import type { Generated } from 'kysely';
import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Jobs that no worker takes: `parked` while the store's access is gone, `dead` after too many tries. Either is added anew to be tried again. */
export interface JobsSetAsideTable {
  id: Generated<number>;
  shop_id: ShopId;
  kind: string;
  key: string;
  /** JSON, or null. */
  payload: string | null;
  state: 'parked' | 'dead';
  /** Failed tries. */
  attempts: number;
  /** What the last try said; no personal data. */
  error: string;
  /** Ms of the business clock. */
  set_aside_at: number;
}
