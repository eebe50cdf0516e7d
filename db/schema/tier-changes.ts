import type { ShopId } from '../../web/platform/kit/ids.ts';

/** How customers rose and fell. Written by `loyalty/tiers/store/states.ts` alone. Primary key (shop_id, change_id). */
export interface TierChangesTable {
  shop_id: ShopId;
  /** `<customer_id>.<rev>` */
  change_id: string;
  customer_id: string;
  /** 1, 2, 3, … of the customer. */
  rev: number;
  from_tier: string | null;
  to_tier: string | null;
  /** Ms from which it holds, and when it was written down. */
  since: number;
  at: number;
  cause: 'reached' | 'time' | 'refund' | 'programme' | 'staff' | 'merged';
  /** Of what the staff did: Shopify's id of who it was, and why. */
  staff_id: string | null;
  reason: string | null;
}
