import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * For each product the few that its buyers bought most notably as well. Written by `retention/suggestions/store.ts` alone. Primary key
 * (shop_id, product_id, other_id).
 */
export interface AlsoBoughtTable {
  shop_id: ShopId;
  /** Digits; empty = of anything: the store's best sellers. */
  product_id: string;
  other_id: string;
  /** People who bought both; of the best sellers, people who bought it. */
  buyers: number;
  /** The greater, the better it goes with the product: see `count-together.ts`. */
  score: number;
}
