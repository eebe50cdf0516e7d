/** Reads all customers once after installation, a page at a time; a crash goes on where the last stored page ended. */
import { z } from 'zod';
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { defineOperation } from '../../platform/shopify/admin-api.ts';
import { CUSTOMER_FIELDS, customerNode } from './read-customer.ts';
import { saveCustomer } from './store.ts';

export const SYNC_CUSTOMERS = 'customers.sync';
const PAGE = 100;

export const customersQuery = defineOperation<{ first: number; after: string | null }>()(
  `query Customers($first: Int!, $after: String) {
    customers(first: $first, after: $after, sortKey: ID) { nodes { ${CUSTOMER_FIELDS} } pageInfo { hasNextPage endCursor } }
  }`,
  z.object({
    customers: z.object({
      nodes: z.array(customerNode),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
);

export const syncCustomers: JobHandler = async (services, { shopId, key }) => {
  const progress = await services.db.read
    .selectFrom('mirror_syncs')
    .select(['cursor', 'finished_at'])
    .where('shop_id', '=', shopId)
    .where('resource', '=', 'customers')
    .executeTakeFirst();
  if (progress && progress.finished_at !== null) return;
  const { customers } = await services.shopify.graphql(shopId, customersQuery, {
    first: PAGE,
    after: progress?.cursor ?? null,
  });
  const { hasNextPage, endCursor } = customers.pageInfo;
  const now = services.clock.now();
  await services.db.transaction(async (tx) => {
    for (const customer of customers.nodes) {
      const saved = await saveCustomer(tx, shopId, customer, now);
      if (saved) await services.emit(tx, { name: 'customer.changed', shopId, key: customer.id });
    }
    await saveProgress(tx, shopId, { cursor: endCursor, finished_at: hasNextPage ? null : now });
    if (hasNextPage) await services.addJob(tx, { kind: SYNC_CUSTOMERS, shopId, key });
  });
};

/** A (re)installation reads everything again: what happened in between was not told. */
export const startCustomerSync: JobHandler = async (services, { shopId }) => {
  await services.db.transaction(async (tx) => {
    await saveProgress(tx, shopId, { cursor: null, finished_at: null });
    await services.addJob(tx, { kind: SYNC_CUSTOMERS, shopId, key: 'shop' });
  });
};

async function saveProgress(
  tx: Tx,
  shopId: ShopId,
  progress: { cursor: string | null; finished_at: number | null },
): Promise<void> {
  await tx
    .insertInto('mirror_syncs')
    .values({ shop_id: shopId, resource: 'customers', ...progress })
    .onConflict((conflict) => conflict.columns(['shop_id', 'resource']).doUpdateSet(progress))
    .execute();
}
