import type { Reader, Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { ProductSnapshot } from './product-payload.ts';

/** Stores what is newer than what we have, with its variants. Returns false when it was older or the product is gone. */
export async function saveProduct(tx: Tx, shopId: ShopId, product: ProductSnapshot): Promise<boolean> {
  const moving = {
    title: product.title,
    handle: product.handle,
    vendor: product.vendor,
    product_type: product.productType,
    tags: JSON.stringify(product.tags),
    status: product.status,
    image_url: product.imageUrl,
    published: Number(product.published),
    ...(product.giftCard !== null && { gift_card: Number(product.giftCard) }),
    ...(product.tracksInventory !== null && { tracks_inventory: Number(product.tracksInventory) }),
    updated_at: product.updatedAt,
  };
  const result = await tx
    .insertInto('products')
    .values({ shop_id: shopId, product_id: product.id, deleted_at: null, ...moving })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'product_id'])
        .doUpdateSet(moving)
        .where('products.updated_at', '<=', product.updatedAt)
        .where('products.deleted_at', 'is', null),
    )
    .executeTakeFirst();
  if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  await deleteVariants(tx, shopId, product.id);
  if (product.variants.length > 0) {
    await tx
      .insertInto('product_variants')
      .values(
        product.variants.map((variant) => ({
          shop_id: shopId,
          product_id: product.id,
          variant_id: variant.id,
          title: variant.title,
          sku: variant.sku,
          price: variant.price,
          position: variant.position,
          sellable: Number(variant.sellable),
        })),
      )
      .execute();
  }
  return true;
}

/** For comparing: id → `updated_at`; what was deleted stays as it is. */
export async function productStates(
  handle: Reader,
  shopId: ShopId,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await handle
    .selectFrom('products')
    .select(['product_id', 'updated_at', 'deleted_at'])
    .where('shop_id', '=', shopId)
    .where('product_id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.product_id, row.deleted_at === null ? row.updated_at : Infinity]));
}

/** Ids of products that are there, as far as we know, in their order; `after` null = from the first. */
export async function productIds(
  handle: Reader,
  shopId: ShopId,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const rows = await handle
    .selectFrom('products')
    .select('product_id')
    .where('shop_id', '=', shopId)
    .where('product_id', '>', after ?? '')
    .where('deleted_at', 'is', null)
    .orderBy('product_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.product_id);
}

const SKUS_AT_ONCE = 1_000;

/** What is sold under these numbers; those that stand for several variants, or for none, are left out. */
export async function variantsBySku(
  handle: Reader,
  shopId: ShopId,
  skus: readonly string[],
): Promise<Map<string, { productId: string; variantId: string }>> {
  const wanted = [...new Set(skus)];
  const found = new Map<string, { productId: string; variantId: string }[]>();
  for (let start = 0; start < wanted.length; start += SKUS_AT_ONCE) {
    const rows = await handle
      .selectFrom('product_variants')
      .select(['sku', 'product_id', 'variant_id'])
      .where('shop_id', '=', shopId)
      .where('sku', 'in', wanted.slice(start, start + SKUS_AT_ONCE))
      .execute();
    for (const { sku, product_id: productId, variant_id: variantId } of rows) {
      if (sku !== null) found.set(sku, [...(found.get(sku) ?? []), { productId, variantId }]);
    }
  }
  return new Map([...found].flatMap(([sku, [one, ...more]]) => (one && more.length === 0 ? [[sku, one]] : [])));
}

export interface Variant {
  id: string;
  productTitle: string;
  /** Decimal in the store's currency. */
  price: string;
}

/** What is on sale under these ids; what is not there any more is left out. */
export async function variantsById(
  handle: Reader,
  shopId: ShopId,
  variantIds: readonly string[],
): Promise<Map<string, Variant>> {
  if (variantIds.length === 0) return new Map();
  const rows = await handle
    .selectFrom('product_variants')
    .innerJoin('products', (join) =>
      join
        .onRef('products.shop_id', '=', 'product_variants.shop_id')
        .onRef('products.product_id', '=', 'product_variants.product_id'),
    )
    .select(['product_variants.variant_id', 'product_variants.price', 'products.title'])
    .where('product_variants.shop_id', '=', shopId)
    .where('product_variants.variant_id', 'in', variantIds)
    .where('products.deleted_at', 'is', null)
    .execute();
  return new Map(
    rows.map(({ variant_id: id, title, price }) => [id, { id, productTitle: title, price } satisfies Variant]),
  );
}

/** How products are shown beside what was bought; those that are not there any more are left out. */
export async function productsById(
  handle: Reader,
  shopId: ShopId,
  ids: readonly string[],
): Promise<Map<string, { title: string; handle: string; imageUrl: string | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await handle
    .selectFrom('products')
    .select(['product_id', 'title', 'handle', 'image_url'])
    .where('shop_id', '=', shopId)
    .where('product_id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute();
  return new Map(
    rows.map((row) => [row.product_id, { title: row.title, handle: row.handle, imageUrl: row.image_url }]),
  );
}

/** Keeps the row as a sign, so that a late webhook does not bring the product back. */
export async function deleteProduct(tx: Tx, shopId: ShopId, productId: string, now: number): Promise<void> {
  await tx
    .insertInto('products')
    .values({
      shop_id: shopId,
      product_id: productId,
      title: '',
      handle: '',
      vendor: null,
      product_type: null,
      tags: '[]',
      status: 'archived',
      image_url: null,
      gift_card: 0,
      tracks_inventory: 0,
      updated_at: 0,
      deleted_at: now,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'product_id']).doUpdateSet({ deleted_at: now }))
    .execute();
  await deleteVariants(tx, shopId, productId);
}

async function deleteVariants(tx: Tx, shopId: ShopId, productId: string): Promise<void> {
  await tx.deleteFrom('product_variants').where('shop_id', '=', shopId).where('product_id', '=', productId).execute();
}
