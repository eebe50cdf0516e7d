import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Orders that wait to be read one by one, as the store's budget of API calls allows. Primary key (shop_id, order_id). */
export interface OrdersToReadTable {
  shop_id: ShopId;
  order_id: string;
  /** Ms of the business clock; the oldest comes first. */
  wanted_at: number;
}
