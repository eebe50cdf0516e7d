/** The operations that are simulated. Every other one answers NOT_SIMULATED. */
import type { GraphQLResolveInfo, OperationTypeNode } from 'graphql';
import { findCode } from '../world/discount-rules.ts';
import { findVariant } from '../world/price-lines.ts';
import { operationConnection, operationNode } from './bulk/operation-node.ts';
import { connection, type PageArgs } from './connection.ts';
import type { AdminContext, Fields, ListArgs } from './context.ts';
import { installationNode } from './fields/app-installation.ts';
import { collectionConnection, productConnection, searchProducts, variantConnection } from './fields/catalogue.ts';
import { customerByIdentifier, customerConnection, searchCustomers } from './fields/customers.ts';
import { searchOrders } from './fields/orders.ts';
import { shopNode } from './fields/shop.ts';
import { visibleOrders } from './fields/visible.ts';
import { gid, idOf, parseGid } from './gid.ts';
import { findBulkCreation } from './mutations/discounts.ts';
import { mutations } from './mutations/index.ts';
import { accessDenied, badRequest, notSimulated } from './refusals.ts';

export function rootValue(context: AdminContext, operation: OperationTypeNode): Fields {
  return operation === 'mutation' ? mutations(context) : queries(context);
}

function queries(context: AdminContext): Fields {
  const { shop } = context;
  const typed =
    (type: string) =>
    ({ id }: { id: string }) => {
      if (idOf(type, id) === null) throw invalidId(id);
      return context.nodes.byGid(context, id);
    };
  return {
    shop: () => shopNode(context),
    currentAppInstallation: () => installationNode(context),
    node: ({ id }: { id: string }) => readNode(context, id, 'node'),
    nodes: ({ ids }: { ids: string[] }) => ids.map((id) => readNode(context, id, 'nodes')),
    customer: typed('Customer'),
    customerByIdentifier: ({ identifier }: { identifier: Parameters<typeof customerByIdentifier>[1] }) =>
      customerByIdentifier(context, identifier),
    customers: (args: ListArgs, info: GraphQLResolveInfo) => customerConnection(context, args, info),
    order: typed('Order'),
    orders: (args: ListArgs, info: GraphQLResolveInfo) =>
      context.nodes.orders(context, visibleOrders(context), { ...args, sortKey: args.sortKey ?? 'PROCESSED_AT' }, info),
    product: typed('Product'),
    products: (args: ListArgs, info: GraphQLResolveInfo) => productConnection(context, args, info),
    productByIdentifier: ({ identifier }: { identifier: { id?: string | null; handle?: string | null } }) => {
      if (identifier.id) return context.nodes.byGid(context, identifier.id);
      const product = [...shop.products.values()].find(({ handle }) => handle === identifier.handle);
      return product ? context.nodes.product(context, product) : null;
    },
    productVariant: ({ id }: { id: string }) => {
      const found = findVariant(shop, { variantId: idOf('ProductVariant', id) ?? '' });
      return found && context.nodes.variant(context, ...found);
    },
    productVariants: (args: ListArgs, info: GraphQLResolveInfo) => variantConnection(context, args, info),
    collection: ({ id }: { id: string }) => {
      const found = shop.collections.get(idOf('Collection', id) ?? '');
      return found ? context.nodes.collection(context, found) : null;
    },
    collections: (args: ListArgs, info: GraphQLResolveInfo) =>
      collectionConnection(context, [...shop.collections.values()], args, info),
    codeDiscountNode: typed('DiscountCodeNode'),
    codeDiscountNodeByCode: ({ code }: { code: string }) => {
      const found = findCode(shop, code);
      return found && context.nodes.discount(context, found.discount);
    },
    discountRedeemCodeBulkCreation: ({ id }: { id: string }) => findBulkCreation(context, id),
    giftCard: typed('GiftCard'),
    bulkOperation: typed('BulkOperation'),
    bulkOperations: (args: ListArgs, info: GraphQLResolveInfo) => operationConnection(context, args, info),
    currentBulkOperation: ({ type }: { type: string }) => {
      const latest = type === 'QUERY' ? [...shop.bulkOperations.values()].at(-1) : undefined;
      return latest ? operationNode(context, latest) : null;
    },
    ordersCount: (args: CountArgs, info: GraphQLResolveInfo) =>
      countOf(searchOrders(context, visibleOrders(context), args.query, info), args),
    customersCount: (args: CountArgs, info: GraphQLResolveInfo) =>
      countOf(searchCustomers(context, args.query, info), args),
    productsCount: (args: CountArgs, info: GraphQLResolveInfo) =>
      countOf(searchProducts(context, args.query, info), args),
    customerMergeJobStatus: ({ jobId }: { jobId: string }) => {
      const kept = shop.merges.get(jobId);
      return kept === undefined
        ? null
        : { jobId, resultingCustomerId: gid('Customer', kept), status: 'COMPLETED', customerMergeErrors: [] };
    },
    // Those of the app's configuration are not among them, and no others can be made here.
    webhookSubscriptions: (args: PageArgs, info: GraphQLResolveInfo) =>
      connection({ items: [], id: String, node: () => null }, { ...args }, info, ['query', 'sortKey', 'topics', 'uri']),
  };
}

interface CountArgs {
  query?: string | null;
  limit?: number | null;
  savedSearchId?: string | null;
}

/** Counts no further than the limit. */
function countOf(found: readonly unknown[], { limit, savedSearchId }: CountArgs): Fields {
  if (savedSearchId != null) throw notSimulated('Counting by savedSearchId');
  const capped = limit != null && found.length > limit;
  return { count: capped ? limit : found.length, precision: capped ? 'AT_LEAST' : 'EXACT' };
}

/** The return type `Node` says nothing of scopes, so the type in the gid does. */
function readNode(context: AdminContext, id: string, fieldName: string): Fields | null {
  const parsed = parseGid(id);
  if (!parsed) throw invalidId(id);
  const required = context.schema.typeRequirement(parsed.type);
  if (required && !required.scopes.some((scope) => context.scopes.has(scope)))
    throw accessDenied(fieldName, required.text);
  return context.nodes.byGid(context, id);
}

function invalidId(id: string) {
  return badRequest(`Invalid id: ${id}`);
}
