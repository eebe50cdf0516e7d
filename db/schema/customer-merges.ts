import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * Customers that Shopify has united: whoever still names `removed_id` means `kept_id`, who may have been removed later in turn.
 * Primary key (shop_id, removed_id).
 */
export interface CustomerMergesTable {
  shop_id: ShopId;
  removed_id: string;
  kept_id: string;
  /** Ms of the business clock when we heard of it. */
  merged_at: number;
}
