/** One call that says whether there is anything to compare at all, and which of our things are still there. */
import { z } from 'zod';
import { defineOperation } from '../../platform/shopify/admin-api.ts';

const some = z.object({ nodes: z.array(z.object({ id: z.string() })) }).optional();

export interface LookVariables {
  /** Searches by `updated_at`; null leaves the resource out. */
  orders: string | null;
  customers: string | null;
  products: string | null;
  withOrders: boolean;
  withCustomers: boolean;
  withProducts: boolean;
  ids: string[];
}

/** The scopes are those of the very access that asks: what it may not see looks as if it were not there. */
export const lookQuery = defineOperation<LookVariables>()(
  `query Look(
    $orders: String, $customers: String, $products: String,
    $withOrders: Boolean!, $withCustomers: Boolean!, $withProducts: Boolean!, $ids: [ID!]!
  ) {
    orders(first: 1, query: $orders, sortKey: UPDATED_AT) @include(if: $withOrders) { nodes { id } }
    customers(first: 1, query: $customers, sortKey: UPDATED_AT) @include(if: $withCustomers) { nodes { id } }
    products(first: 1, query: $products, sortKey: UPDATED_AT) @include(if: $withProducts) { nodes { id } }
    nodes(ids: $ids) { id }
    currentAppInstallation { accessScopes { handle } }
  }`,
  z.object({
    orders: some,
    customers: some,
    products: some,
    nodes: z.array(z.object({ id: z.string() }).nullable()),
    currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
  }),
);
