import type { ShopId } from '../../web/platform/kit/ids.ts';

/** What Shopify says of the store itself. Primary key shop_id. */
export interface ShopsTable {
  shop_id: ShopId;
  name: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name. */
  time_zone: string;
  /** 0 or 1: prices include tax. */
  taxes_included: number;
  /** Shopify's public name of the plan. */
  plan: string;
  /** ISO 3166-1 alpha-2; null = not told yet. */
  country: string | null;
  /** What stands around the number in an order's name; null = not told yet. */
  order_prefix: string | null;
  order_suffix: string | null;
  /** Digits of the shop's id in Shopify. */
  shopify_id: string;
  /** Ms of the business clock when this was last read. */
  read_at: number;
}
