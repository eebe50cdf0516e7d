import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * Orders that were looked up in vain on the tracking page, by network address and by order number: digests under a key that is not in the
 * database, kept for a day. Primary key (shop_id, digest).
 */
export interface LookupFailuresTable {
  shop_id: ShopId;
  digest: string;
  /** How many are held against it. */
  failures: number;
  /** Ms of the latest. */
  failed_at: number;
}
