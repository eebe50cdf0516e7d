import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * Where each parcel is, derived from the mirror: one row per parcel, and one with an empty `fulfillment_id` for an order of which something is still to be sent, and nothing was for too long.
 * Primary key (shop_id, order_id, fulfillment_id). Written by `retention/shipments/store/save-shipments.ts` alone.
 */
export interface ShipmentsTable {
  shop_id: ShopId;
  order_id: string;
  fulfillment_id: string;
  /** The order's name as it is searched for: capitals and digits alone. */
  order_key: string;
  /** `late`, `stuck`, `unshipped`, `moving`, `delivered`, `ended`. */
  state: string;
  stage: string;
  /** Its name. */
  carrier: string | null;
  /** 0 or 1. */
  guessed: number;
  /** The first; null once erased. */
  number: string | null;
  url: string | null;
  /** How many there are. */
  numbers: number;
  /** As Shopify names the carrier. */
  company: string | null;
  /** Ms: when the carrier last said something; null = never. */
  reported_at: number | null;
  /** Ms: sent; of an order with nothing sent, placed. */
  started_at: number;
  last_news_at: number | null;
  delivered_at: number | null;
  /** JSON of an `Estimate`, as far as it can be told in this stage. */
  promise: string | null;
  attention: string | null;
  /** Ms. */
  attention_since: number | null;
  /** 0 or 1: 30 days without news. */
  silent: number;
  /** JSON: kinds of messages that were told, or are not to be told any more. */
  told: string;
  /** Ms: when time alone may make a difference; null = never. */
  check_at: number | null;
}
