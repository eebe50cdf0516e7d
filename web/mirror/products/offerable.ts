import type { Reader } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';

/** A product that the store's own pages show and sell. */
export interface Offerable {
  productId: string;
  title: string;
  handle: string;
  imageUrl: string | null;
  /** The first variant that can be bought; where none can, the first. */
  variantId: string;
  variantTitle: string;
  /** Decimal in the store's currency. */
  price: string;
  /** How many there are to choose from, as far as told: a webhook carries a hundred. */
  variants: number;
  /** As far as we were told: Shopify does not tell every sale. Whatever shows it in the theme can ask Liquid for the last word. */
  available: boolean;
}

/** Those of these that are active, published and no gift cards. Of what is not known for sure it says no. */
export async function offerable(
  handle: Reader,
  shopId: ShopId,
  productIds: readonly string[],
): Promise<Map<string, Offerable>> {
  if (productIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('products')
    .innerJoin('product_variants', (join) =>
      join
        .onRef('product_variants.shop_id', '=', 'products.shop_id')
        .onRef('product_variants.product_id', '=', 'products.product_id'),
    )
    .select([
      'products.product_id as productId',
      'products.title',
      'products.handle',
      'products.image_url as imageUrl',
      'products.tracks_inventory as tracksInventory',
      'product_variants.variant_id as variantId',
      'product_variants.title as variantTitle',
      'product_variants.price',
      'product_variants.sellable',
    ])
    .where('products.shop_id', '=', shopId)
    .where('products.product_id', 'in', productIds)
    .where('products.status', '=', 'active')
    .where('products.published', '=', 1)
    .where('products.gift_card', '=', 0)
    .where('products.deleted_at', 'is', null)
    .orderBy('product_variants.position')
    .orderBy('product_variants.variant_id')
    .execute();
  const products = Map.groupBy(rows, ({ productId }) => productId);
  return new Map(
    [...products].flatMap(([id, variants]) => {
      const there = variants.find(({ sellable, tracksInventory }) => sellable === 1 || tracksInventory === 0);
      const shown = there ?? variants[0];
      if (!shown) return [];
      const { sellable: _sellable, tracksInventory: _tracks, ...rest } = shown;
      return [[id, { ...rest, variants: variants.length, available: there !== undefined } satisfies Offerable]];
    }),
  );
}
