import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Requests for what is held of a person, and the copies for the merchant to hand on. Primary key (shop_id, request_id). */
export interface DataRequestsTable {
  shop_id: ShopId;
  /** Shopify's id of the request, or the webhook's when it has none. */
  request_id: string;
  /** Null when the request named somebody whom we do not know by id, and once the copy is gone. */
  customer_id: string | null;
  /** Ms of the business clock. */
  requested_at: number;
  /** JSON: `ExportSection[]`, or, of a request from before there were any, customer → slice → what it held. */
  export: string;
  /** JSON of `RequestedPerson`: whom Shopify named; null once the copy is gone. */
  person: string | null;
  /** What became of the copy, as the page says it (`platform/privacy/api-types.ts`). */
  content: 'held' | 'nothing' | 'erased' | 'expired';
  /** Ms of the business clock when the merchant had handed it on; null = not yet. */
  done_at: number | null;
  /** Shopify's id of the staff member. */
  done_by: string | null;
}
