import type { Generated } from 'kysely';
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
  /** JSON lists of the numbers and links beyond the first, as Shopify lists them. */
  more_numbers: Generated<string>;
  more_urls: Generated<string>;
  created_at: number;
  /** Shopify's; what is older is ignored. */
  updated_at: number;
  /** Only reading from Shopify tells these two; null = not told. */
  estimated_delivery_at: number | null;
  delivered_at: number | null;
}
