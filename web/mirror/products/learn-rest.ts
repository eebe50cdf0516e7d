/**
 * What no webhook tells of a product: whether it is a gift card, and whether its stock is counted at all, without which nobody knows if none
 * left means sold out. Asked once of each, many at a time.
 */
import { z } from 'zod';
import type { Reader } from '../../../db/open.ts';
import { gid, type ShopId } from '../../platform/kit/ids.ts';
import { payloadId } from '../../platform/kit/payload-fields.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { defineOperation } from '../../platform/shopify/admin-api.ts';

export const LEARN_REST = 'products.learn-rest';
const AT_ONCE = 250;

/** As many points of Shopify's budget as there are products. */
export const productRestQuery = defineOperation<{ ids: string[] }>()(
  `query ProductRest($ids: [ID!]!) { nodes(ids: $ids) { ... on Product { id isGiftCard tracksInventory } } }`,
  // What was deleted is null.
  z.object({
    nodes: z.array(z.object({ id: payloadId, isGiftCard: z.boolean(), tracksInventory: z.boolean() }).nullable()),
  }),
);

export const learnRest: JobHandler = async (services, { shopId, key }) => {
  const { db, shopify, clock } = services;
  const ids = await unknownProducts(db.read, shopId, AT_ONCE);
  if (ids.length === 0) return;
  const waitMs = shopify.backgroundWaitMs(shopId);
  if (waitMs === 0) {
    const { nodes } = await shopify.graphql(shopId, productRestQuery, { ids: ids.map((id) => gid('Product', id)) });
    const told = new Map(nodes.flatMap((node) => (node ? [[node.id, node] as const] : [])));
    await db.transaction(async (tx) => {
      for (const id of ids) {
        const node = told.get(id);
        await tx
          .updateTable('products')
          // What is not there any more is offered to nobody.
          .set(
            node
              ? { gift_card: Number(node.isGiftCard), tracks_inventory: Number(node.tracksInventory) }
              : { gift_card: 0, tracks_inventory: 1, published: 0 },
          )
          .where('shop_id', '=', shopId)
          .where('product_id', '=', id)
          .execute();
      }
    });
    if (ids.length < AT_ONCE) return;
  }
  const runAt = clock.now() + waitMs;
  await db.transaction((tx) => services.addJob(tx, { kind: LEARN_REST, shopId, key, runAt }));
};

/** For what was there before anybody asked. */
export async function learnRestOfProducts(services: Services, shopId: ShopId): Promise<void> {
  if (!(await isAnyUnknown(services.db.read, shopId))) return;
  await services.db.transaction((tx) => services.addJob(tx, { kind: LEARN_REST, shopId, key: 'shop' }));
}

export async function isAnyUnknown(handle: Reader, shopId: ShopId): Promise<boolean> {
  return (await unknownProducts(handle, shopId, 1)).length > 0;
}

async function unknownProducts(handle: Reader, shopId: ShopId, limit: number): Promise<string[]> {
  const rows = await handle
    .selectFrom('products')
    .select('product_id')
    .where('shop_id', '=', shopId)
    .where('gift_card', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('product_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.product_id);
}
