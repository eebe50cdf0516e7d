import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * From where links were looked at and codes were taken: digests under a key that is not in the database, kept for 90 days. Primary key
 * (shop_id, whose, kind, digest).
 */
export interface ReferralTracesTable {
  shop_id: ShopId;
  /** `advocate:<customer_id>` or `friend:<referral_id>`. */
  whose: string;
  kind: 'ip' | 'device';
  digest: string;
  /** Ms: when it was last seen. */
  seen_at: number;
}
