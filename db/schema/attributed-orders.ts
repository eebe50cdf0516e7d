import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Orders that followed a click. Money in minor units of the store's currency. Written by `offers/attribution/store/attributed.ts` alone. Primary key (shop_id, order_id). */
export interface AttributedOrdersTable {
  shop_id: ShopId;
  order_id: string;
  /** The last click's place, the order beside which it was, and its moment in ms. */
  surface: string;
  beside_order_id: string;
  clicked_at: number;
  /** Digits; empty = the discount was used, and no click on a product is known. */
  product_id: string;
  /** 0 or 1: the discount that was offered there was used. */
  with_discount: number;
  /** `2026-11-22`: the store's day on which it was placed. */
  day: string;
  /** unpaid: it does not count yet. void: it counts no more, because it was cancelled or deleted. */
  state: 'unpaid' | 'paid' | 'void';
  revenue: number;
  refunded: number;
}
