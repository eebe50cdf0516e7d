import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * What is to be made at Shopify for somebody, and has been: written in the transaction of its cause, done after it. Written by
 * `offers/discounts/store.ts` alone. Primary key (shop_id, offer_id).
 */
export interface OffersTable {
  shop_id: ShopId;
  /** Chosen by whoever wants it: `reward:…`. */
  offer_id: string;
  /** Digits; null = the person was erased. */
  customer_id: string | null;
  /** Chosen before Shopify is asked, so that it can be looked up; of a gift card encrypted. Null for store credit, which has none, and after erasure. */
  code: string | null;
  /** JSON, see `offers/discounts/terms.ts`. */
  terms: string;
  /** wanted: not known yet whether it was made. ended: it was made, and cannot be used any more. */
  state: 'wanted' | 'made' | 'refused' | 'ended';
  /** Tries to make it that have begun; after the first it is looked up before another. */
  tries: number;
  /** When the last one began; null = none yet. */
  tried_at: number | null;
  /** Digits of Shopify's own id: of the discount, the gift card, the store credit's transaction. */
  shopify_id: string | null;
  /** Why Shopify refused, in its words. */
  problem: string | null;
  created_at: number;
  /** When it was made or refused. */
  settled_at: number | null;
}
