import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Discount codes that orders were placed with. Primary key (shop_id, order_id, code). */
export interface OrderDiscountsTable {
  shop_id: ShopId;
  order_id: string;
  /** In capitals: Shopify does not tell them from small letters. */
  code: string;
  /** JSON: [{"lineId", "amount"}], what it took off each whole line, in minor units of the store's currency. Empty for shipping. */
  lines: string;
}
