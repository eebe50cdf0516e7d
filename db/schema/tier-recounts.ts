import type { ShopId } from '../../web/platform/kit/ids.ts';

/** How far the tiers of all customers were counted anew after the merchant had changed what they ask for. Primary key (shop_id). */
export interface TierRecountsTable {
  shop_id: ShopId;
  /** As in customer_tiers. */
  terms: number;
  /** The last customer that was looked at. */
  cursor: string;
  /** Customers looked at, of how many there were at the start. */
  done: number;
  total: number;
  started_at: number;
  /** Null while it runs. */
  ended_at: number | null;
}
