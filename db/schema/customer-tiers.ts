import type { ShopId } from '../../web/platform/kit/ids.ts';

/** The tier of each customer of whom anything counts. Written by `loyalty/tiers/store/states.ts` alone. Primary key (shop_id, customer_id). */
export interface CustomerTiersTable {
  shop_id: ShopId;
  customer_id: string;
  /** Null = below the first. */
  tier_id: string | null;
  since: number | null;
  /** What counts at present: points, orders, or minor units of the shop's currency. */
  qualifying: number;
  /** Ms at which the tier is lost unless something else happens; null = never. */
  kept_until: number | null;
  /** Ms of the next moment at which time alone changes any of this; null = never. */
  next_at: number | null;
  /** The version of the programme with which the terms began by which it was decided. */
  terms: number;
  /** Kept though the programme asks for more by now. */
  floor_tier: string | null;
  floor_until: number | null;
  /** Given by the store's staff. */
  assigned_tier: string | null;
  assigned_until: number | null;
  /** Changes so far. */
  rev: number;
}
