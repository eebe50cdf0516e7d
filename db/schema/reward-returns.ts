import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Acts of giving unused rewards back; how far each is can be counted in `redemptions`. Primary key (shop_id, run_id). */
export interface RewardReturnsTable {
  shop_id: ShopId;
  /** The key under which it was asked for. */
  run_id: string;
  /** JSON: which were meant. */
  wanted: string;
  total: number;
  /** Shopify's id of the staff member; null = the customer. */
  staff_id: string | null;
  created_at: number;
}
