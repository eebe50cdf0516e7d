/** Reads all customers once after installation, and later those whose change no webhook told. */
import { z } from 'zod';
import { defineOperation } from '../../platform/shopify/admin-api.ts';
import { pagedSync, type PageRequest } from '../syncs/index.ts';
import { CUSTOMER_FIELDS, customerNode } from './read-customer.ts';
import { customerStates, saveCustomer } from './store.ts';

const PAGE = 100;

/** About 20 points a page. */
export const customersQuery = defineOperation<PageRequest & { first: number }>()(
  `query Customers($first: Int!, $after: String, $query: String) {
    customers(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes { ${CUSTOMER_FIELDS} }
      pageInfo { hasNextPage endCursor }
    }
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
  readPage: async ({ shopify }, shopId, request) =>
    (await shopify.graphql(shopId, customersQuery, { first: PAGE, ...request })).customers,
  states: customerStates,
  async save(services, tx, shopId, customers) {
    for (const customer of customers) {
      const saved = await saveCustomer(tx, shopId, customer, services.clock.now());
      if (saved) await services.emit(tx, { name: 'customer.changed', shopId, key: customer.id });
    }
  },
});
