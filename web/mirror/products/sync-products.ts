/** Reads all products once after installation, and later those whose change no webhook told. */
import { z } from 'zod';
import { optionalTime, payloadAmount, payloadId, payloadText, payloadTime } from '../../platform/kit/payload-fields.ts';
import { defineOperation } from '../../platform/shopify/admin-api.ts';
import { pagedSync, type PageRequest } from '../syncs/index.ts';
import { isSellable, type ProductSnapshot } from './product-payload.ts';
import { productStates, saveProduct } from './store.ts';

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
    publishedAt: optionalTime,
    isGiftCard: z.boolean(),
    tracksInventory: z.boolean(),
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
          inventoryPolicy: z.string(),
          inventoryQuantity: z.number().int().nullable(),
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
      published: node.publishedAt !== null,
      giftCard: node.isGiftCard,
      tracksInventory: node.tracksInventory,
      updatedAt: node.updatedAt,
      variants: node.variants.nodes.map(({ inventoryPolicy, inventoryQuantity, ...variant }) => ({
        ...variant,
        price: variant.price ?? '0',
        sellable: isSellable(inventoryPolicy, inventoryQuantity),
      })),
    }),
  );

/** A hundred variants of a product, like a webhook: 50 products cost about 80 points. */
export const productsQuery = defineOperation<PageRequest & { first: number }>()(
  `query Products($first: Int!, $after: String, $query: String) {
    products(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes {
        id title handle vendor productType tags status publishedAt isGiftCard tracksInventory updatedAt
        featuredMedia { preview { image { url } } }
        variants(first: 100) { nodes { id title sku price position inventoryPolicy inventoryQuantity } }
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

export const productSync = pagedSync({
  resource: 'products',
  readPage: async ({ shopify }, shopId, request) =>
    (await shopify.graphql(shopId, productsQuery, { first: PAGE, ...request })).products,
  states: productStates,
  async save(services, tx, shopId, products) {
    for (const product of products) {
      const saved = await saveProduct(tx, shopId, product);
      if (saved) await services.emit(tx, { name: 'product.changed', shopId, key: product.id });
    }
  },
});
