import type { Generated } from 'kysely';
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
  /** 0 or 1: to be seen in the online store. */
  published: Generated<number>;
  /** 0 or 1; null = no webhook tells it, and it has not been read yet. */
  gift_card: number | null;
  /** 0: it is never sold out, as its stock is not counted. 1: of some variants it is. Null as above. */
  tracks_inventory: number | null;
  /** Shopify's; what is older is ignored. */
  updated_at: number;
  deleted_at: number | null;
}
