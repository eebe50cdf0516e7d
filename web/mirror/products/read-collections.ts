/**
 * Which products are part of which collections, as Shopify has it now. Not mirrored: automatic collections change with their
 * products, and no webhook says so.
 */
import { z } from 'zod';
import { gid, type ShopId } from '../../platform/kit/ids.ts';
import { payloadId } from '../../platform/kit/payload-fields.ts';
import type { Services } from '../../platform/manifest.ts';
import { defineOperation } from '../../platform/shopify/admin-api.ts';

/** A call asks of so many products about so many collections: as many points of Shopify's budget as there are products. */
const PRODUCTS_AT_ONCE = 250;
const places = Array.from({ length: 20 }, (_, index) => `c${index}`);

export const productCollectionsQuery = defineOperation<Record<string, string | string[]>>()(
  `query ProductCollections($products: [ID!]!, ${places.map((place) => `$${place}: ID!`).join(', ')}) {
    nodes(ids: $products) {
      ... on Product { id ${places.map((place) => `${place}: inCollection(id: $${place})`).join(' ')} }
    }
  }`,
  // What was deleted is null.
  z.object({ nodes: z.array(z.object({ id: payloadId }).catchall(z.boolean()).nullable()) }),
);

/** Every product, with those of the collections that it is part of; what is deleted is part of none. */
export async function collectionsOf(
  { shopify }: Services,
  shopId: ShopId,
  productIds: readonly string[],
  collectionIds: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const found = new Map(productIds.map((id): [string, Set<string>] => [id, new Set()]));
  for (const asked of slices(collectionIds, places.length)) {
    // A call has always as many places: the first collection fills up.
    const filled = places.map((place, index) => [place, gid('Collection', asked[index] ?? asked[0] ?? '')] as const);
    for (const some of slices([...found.keys()], PRODUCTS_AT_ONCE)) {
      const products = some.map((id) => gid('Product', id));
      const variables = { products, ...Object.fromEntries(filled) };
      const { nodes } = await shopify.graphql(shopId, productCollectionsQuery, variables);
      for (const node of nodes) {
        if (!node) continue;
        for (const [index, collection] of asked.entries())
          if (node[places[index] ?? ''] === true) found.get(node.id)?.add(collection);
      }
    }
  }
  return found;
}

function slices<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
