import type { ShopId } from '../../web/platform/kit/ids.ts';

/** What the theme can read of a balance, and how far it is behind the ledger. Primary key (shop_id, customer_id). */
export interface CustomerMetafieldsTable {
  shop_id: ShopId;
  customer_id: string;
  /** The account's `rev` that should be shown. */
  wanted_rev: number;
  /** The `rev` that Shopify holds; −1 = never written or not known, −2 = what stands beside the balance is not of today. */
  written_rev: number;
  /** Shopify's digest of that value, for compare-and-set; null = not known. */
  digest: string | null;
  /** 0 or 1: to be written. */
  dirty: number;
  /** Why Shopify refused the last write; tried again when the balance changes. */
  error: string | null;
}
