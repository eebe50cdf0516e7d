import type { Generated } from 'kysely';
import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Primary key (shop_id, product_id, variant_id). A webhook carries the first 100 of a product. */
export interface ProductVariantsTable {
  shop_id: ShopId;
  product_id: string;
  variant_id: string;
  title: string;
  sku: string | null;
  /** Decimal in the store's currency, as Shopify wrote it. */
  price: string;
  position: number;
  /** 0 or 1: some are left, or it is sold without any. Holds as long as the product's stock is counted at all. */
  sellable: Generated<number>;
}
