import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Money in minor units of the store's currency. Primary key (shop_id, order_id, line_id). */
export interface OrderLinesTable {
  shop_id: ShopId;
  order_id: string;
  line_id: string;
  product_id: string | null;
  variant_id: string | null;
  title: string;
  sku: string | null;
  quantity: number;
  /** What is left after refunds, returns and removals. */
  current_quantity: number;
  /** Of one unit, before discounts. */
  unit_price: number;
  /** All discounts of the whole line, its share of order discounts included. */
  discount: number;
  /** Of the whole line; contained in the price if the order's taxes are. */
  tax: number;
  gift_card: number;
  tip: number;
  requires_shipping: number;
}
