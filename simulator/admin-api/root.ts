/** The operations that are simulated. Every other one answers NOT_SIMULATED. */
import type { GraphQLResolveInfo, OperationTypeNode } from 'graphql';
import { findCode } from '../world/discount-rules.ts';
import { findVariant } from '../world/price-lines.ts';
import type { AdminContext, Fields, ListArgs } from './context.ts';
import { installationNode } from './fields/app-installation.ts';
import { collectionConnection, productConnection, variantConnection } from './fields/catalogue.ts';
import { customerByIdentifier, customerConnection } from './fields/customers.ts';

import { shopNode } from './fields/shop.ts';
import { visibleOrders } from './fields/visible.ts';
import { idOf, parseGid } from './gid.ts';
import { findBulkCreation } from './mutations/discounts.ts';
import { mutations } from './mutations/index.ts';
import { accessDenied, badRequest } from './refusals.ts';

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
  };
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
