import type { ShopId } from '../../web/platform/kit/ids.ts';

/** What the store's `also_bought` was counted from. Written by `retention/suggestions/store.ts` alone. Primary key (shop_id). */
export interface SuggestionCountsTable {
  shop_id: ShopId;
  counted_at: number;
  orders: number;
  /** The newest order's and the newest change's, ms; while there is nothing newer, nothing is counted again. */
  newest: number;
}
