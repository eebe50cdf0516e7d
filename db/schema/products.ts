import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Primary key (shop_id, product_id). */
export interface ProductsTable {
  shop_id: ShopId;
  product_id: string;
  title: string;
  handle: string;
  vendor: string | null;
  product_type: string | null;
  /** JSON array. */
  tags: string;
  /** `active`, `draft`, `archived`. */
  status: string;
  image_url: string | null;
  /** Shopify's; what is older is ignored. */
  updated_at: number;
  deleted_at: number | null;
}
