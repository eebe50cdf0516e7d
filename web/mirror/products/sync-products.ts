/** Reads all products once after installation, a page at a time; a crash goes on where the last stored page ended. */
import { z } from 'zod';
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { payloadAmount, payloadId, payloadText, payloadTime } from '../../platform/kit/payload-fields.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { defineOperation } from '../../platform/shopify/admin-api.ts';
import type { ProductSnapshot } from './product-payload.ts';
import { saveProduct } from './store.ts';

export const SYNC_PRODUCTS = 'products.sync';
const PAGE = 50;

const productNode = z
  .object({
    id: payloadId,
    title: z.string(),
    handle: z.string(),
    vendor: payloadText,
    productType: payloadText,
    tags: z.array(z.string()),
    status: z.string(),
    updatedAt: payloadTime,
    featuredMedia: z
      .object({ preview: z.object({ image: z.object({ url: z.string() }).nullable() }).nullable() })
      .nullish(),
    variants: z.object({
      nodes: z.array(
        z.object({
          id: payloadId,
          title: z.string(),
          sku: payloadText,
          price: payloadAmount,
          position: z.number().int(),
        }),
      ),
    }),
  })
  .transform(
    (node): ProductSnapshot => ({
      id: node.id,
      title: node.title,
      handle: node.handle,
      vendor: node.vendor,
      productType: node.productType,
      tags: node.tags,
      status: node.status.toLowerCase(),
      imageUrl: node.featuredMedia?.preview?.image?.url ?? null,
      updatedAt: node.updatedAt,
      variants: node.variants.nodes.map((variant) => ({ ...variant, price: variant.price ?? '0' })),
    }),
  );

/** A hundred variants of a product, like a webhook: 50 products cost about 80 points. */
export const productsQuery = defineOperation<{ first: number; after: string | null }>()(
  `query Products($first: Int!, $after: String) {
    products(first: $first, after: $after, sortKey: ID) {
      nodes {
        id title handle vendor productType tags status updatedAt
        featuredMedia { preview { image { url } } }
        variants(first: 100) { nodes { id title sku price position } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  z.object({
    products: z.object({
      nodes: z.array(productNode),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
);

export const syncProducts: JobHandler = async (services, { shopId, key }) => {
  const progress = await services.db.read
    .selectFrom('mirror_syncs')
    .select(['cursor', 'finished_at'])
    .where('shop_id', '=', shopId)
    .where('resource', '=', 'products')
    .executeTakeFirst();
  if (progress && progress.finished_at !== null) return;
  const { products } = await services.shopify.graphql(shopId, productsQuery, {
    first: PAGE,
    after: progress?.cursor ?? null,
  });
  const { hasNextPage, endCursor } = products.pageInfo;
  await services.db.transaction(async (tx) => {
    for (const product of products.nodes) {
      const saved = await saveProduct(tx, shopId, product);
      if (saved) await services.emit(tx, { name: 'product.changed', shopId, key: product.id });
    }
    await saveProgress(tx, shopId, { cursor: endCursor, finished_at: hasNextPage ? null : services.clock.now() });
    if (hasNextPage) await services.addJob(tx, { kind: SYNC_PRODUCTS, shopId, key });
  });
};

export const startProductSync: JobHandler = async (services, { shopId }) => {
  await services.db.transaction(async (tx) => {
    await saveProgress(tx, shopId, { cursor: null, finished_at: null });
    await services.addJob(tx, { kind: SYNC_PRODUCTS, shopId, key: 'shop' });
  });
};

async function saveProgress(
  tx: Tx,
  shopId: ShopId,
  progress: { cursor: string | null; finished_at: number | null },
): Promise<void> {
  await tx
    .insertInto('mirror_syncs')
    .values({ shop_id: shopId, resource: 'products', ...progress })
    .onConflict((conflict) => conflict.columns(['shop_id', 'resource']).doUpdateSet(progress))
    .execute();
}
