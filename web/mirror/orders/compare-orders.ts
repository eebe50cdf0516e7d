/**
 * Finds orders whose change no webhook told: their ids and times are cheap to list, and what is newer there is read by itself. (The first
 * reading of orders is that of history: it is too long for pages.)
 */
import { z } from 'zod';
import { payloadId, payloadTime } from '../../platform/kit/payload-fields.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { defineOperation } from '../../platform/shopify/admin-api.ts';
import { findSync, pagedSync, type PageRequest, saveSync } from '../syncs/index.ts';
import { readOrdersLater } from './read-waiting.ts';
import { orderStates } from './store/order-states.ts';

const PAGE = 250;

/** 13 points a page, however full. */
export const orderTimesQuery = defineOperation<PageRequest & { first: number }>()(
  `query OrderTimes($first: Int!, $after: String, $query: String) {
    orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes { id updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  z.object({
    orders: z.object({
      nodes: z.array(z.object({ id: payloadId, updatedAt: payloadTime })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
);

export const orderComparison = pagedSync({
  resource: 'orders',
  readPage: async ({ shopify }, shopId, request) =>
    (await shopify.graphql(shopId, orderTimesQuery, { first: PAGE, ...request })).orders,
  states: orderStates,
  save: (services, tx, shopId, orders) =>
    readOrdersLater(
      services,
      tx,
      shopId,
      orders.map(({ id }) => id),
    ),
});

/** A new store is compared from its installation on. One that comes back goes on where it was left. */
export const onActivated: JobHandler = async (services, { shopId }) => {
  const now = services.clock.now();
  await services.db.transaction(async (tx) => {
    if (await findSync(tx, shopId, 'orders')) return;
    await saveSync(tx, shopId, 'orders', { finished_at: now, complete_to: now });
  });
};
