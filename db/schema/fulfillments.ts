import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Primary key (shop_id, order_id, fulfillment_id). */
export interface FulfillmentsTable {
  shop_id: ShopId;
  order_id: string;
  fulfillment_id: string;
  /** `success`, `cancelled`, `pending`, … */
  status: string | null;
  /** The carrier's latest word, such as `in_transit`. */
  shipment_status: string | null;
  tracking_company: string | null;
  tracking_number: string | null;
  tracking_url: string | null;
  created_at: number;
  /** Shopify's; what is older is ignored. */
  updated_at: number;
}
