import type { ShopId } from '../../web/platform/kit/ids.ts';

/** What is in a parcel; of one that has none here nobody has told. Primary key (shop_id, order_id, fulfillment_id, line_id). */
export interface FulfillmentLinesTable {
  shop_id: ShopId;
  order_id: string;
  fulfillment_id: string;
  line_id: string;
  quantity: number;
}
