import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Exports for `customers/data_request`, kept for the merchant to hand on. Primary key (shop_id, request_id). */
export interface DataRequestsTable {
  shop_id: ShopId;
  /** Shopify's id of the request, or the webhook's when it has none. */
  request_id: string;
  /** Null when the request named somebody whom we do not know by id. */
  customer_id: string | null;
  /** Ms of the business clock. */
  requested_at: number;
  /** JSON: slice → what it holds; erased with the customer. */
  export: string;
}
