/** Reads all customers once after installation. */
import { z } from 'zod';
import { defineOperation } from '../../platform/shopify/admin-api.ts';
import { pagedSync } from '../syncs/index.ts';
import { CUSTOMER_FIELDS, customerNode } from './read-customer.ts';
import { saveCustomer } from './store.ts';

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

export const customerSync = pagedSync({
  resource: 'customers',
  readPage: async ({ shopify }, shopId, after) =>
    (await shopify.graphql(shopId, customersQuery, { first: PAGE, after })).customers,
  async save(services, tx, shopId, customer) {
    const saved = await saveCustomer(tx, shopId, customer, services.clock.now());
    if (saved) await services.emit(tx, { name: 'customer.changed', shopId, key: customer.id });
  },
});
