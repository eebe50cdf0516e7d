import type { ShopId } from '../../web/platform/kit/ids.ts';

/** What the carrier reported. Primary key (shop_id, order_id, fulfillment_id, event_id). */
export interface FulfillmentEventsTable {
  shop_id: ShopId;
  order_id: string;
  fulfillment_id: string;
  event_id: string;
  /** Lower case, such as `in_transit`, `delivered`. */
  status: string;
  message: string | null;
  city: string | null;
  country: string | null;
  happened_at: number;
  estimated_delivery_at: number | null;
}
