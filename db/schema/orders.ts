import type { Generated } from 'kysely';
import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Shopify's orders in their latest known state. Money in minor units of `currency`, the store's own. Primary key (shop_id, order_id). */
export interface OrdersTable {
  shop_id: ShopId;
  /** Digits; `name:#1001` for one that only a file told, which had no id. */
  order_id: string;
  /** `#1001` */
  name: string;
  customer_id: string | null;
  /** Where it has no customer: digest of the address that was given, which itself is not kept. */
  guest: string | null;
  currency: string;
  /** `pending`, `paid`, `partially_refunded`, … */
  financial_status: string | null;
  /** `partial`, `fulfilled`, or null. */
  fulfillment_status: string | null;
  source_name: string | null;
  /** 0 or 1: placed by a company (B2B). */
  business: number;
  test: number;
  taxes_included: number;
  /** As placed: before edits and refunds. */
  total: number;
  subtotal: number;
  placed_at: number;
  processed_at: number;
  /** The earliest moment at which the order is known to have been fully paid; null = never yet. */
  paid_at: number | null;
  cancelled_at: number | null;
  deleted_at: number | null;
  /** Shopify's; what is older is ignored. 0 = only a file told of it. −1 = only a part (a refund, the payment's time, the deletion) is known so far. */
  updated_at: number;
  /** ISO 3166-1 alpha-2 of where it is sent; null = not told, or nowhere. */
  destination_country: string | null;
  /** Digests of the addresses, telephone numbers and postcodes that show whose it is, with a space between; null = none are kept. */
  proofs: string | null;
  /** Units of its lines that are to be shipped or were: those that were given back are left out. */
  to_ship: Generated<number>;
}
