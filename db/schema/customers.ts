import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Shopify's customers, with no more of the person than the app shows. Primary key (shop_id, customer_id). */
export interface CustomersTable {
  shop_id: ShopId;
  customer_id: string;
  /** Null where Shopify has none or does not show it to us. */
  email: string | null;
  /** Digest of the address, once Shopify knows that it is theirs: what they bought without an account is known by it. */
  address_digest: string | null;
  first_name: string | null;
  last_name: string | null;
  /** Shopify's: `enabled` = has an account. */
  state: string | null;
  /** JSON array, as last read through the Admin API: webhooks do not carry tags. */
  tags: string;
  /** Ms of the business clock when `tags` were read; null = never. */
  tags_read_at: number | null;
  /** Name and email in lower case without diacritics, for searching. */
  search_text: string;
  created_at: number;
  /** Shopify's; what is older is ignored. 0 = known only from an order so far. */
  updated_at: number;
  deleted_at: number | null;
}
