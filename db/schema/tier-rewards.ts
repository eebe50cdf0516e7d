import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Entry rewards that were given. Written by `loyalty/tiers/store/rewards.ts` alone. Primary key (shop_id, grant_key). */
export interface TierRewardsTable {
  shop_id: ShopId;
  /** The key of its entry in the ledger: `tier/<customer_id>/<tier_id>/<number>`. */
  grant_key: string;
  customer_id: string;
  tier_id: string;
  /** Ms of the order that reached the tier. */
  at: number;
  points: number;
  /** Ms; null = it stands. */
  taken_back_at: number | null;
}
