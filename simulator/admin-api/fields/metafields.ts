import type { GraphQLResolveInfo } from 'graphql';
import { reservedNamespace } from '../../context.ts';
import type { Metafield } from '../../world/types.ts';
import { connection, type PageArgs } from '../connection.ts';
import type { AdminContext, Fields } from '../context.ts';
import { dateTime, gid, parseGid } from '../gid.ts';

/** Owners that metafields can hang on here: type in the gid → `ownerType` and the scope that writing needs. */
export const METAFIELD_OWNERS: Record<string, { ownerType: string; scope: string | null }> = {
  Customer: { ownerType: 'CUSTOMER', scope: 'write_customers' },
  Order: { ownerType: 'ORDER', scope: 'write_orders' },
  Product: { ownerType: 'PRODUCT', scope: 'write_products' },
  ProductVariant: { ownerType: 'PRODUCTVARIANT', scope: 'write_products' },
  Collection: { ownerType: 'COLLECTION', scope: 'write_products' },
  Shop: { ownerType: 'SHOP', scope: null },
  AppInstallation: { ownerType: 'API_PERMISSION', scope: null },
  DiscountCodeNode: { ownerType: 'DISCOUNT', scope: 'write_discounts' },
};

/** `metafield` and `metafields` of any owner. A namespace that is left out is the app's own. */
export function metafieldFields(context: AdminContext, ownerGid: string): Fields {
  const own = context.shop.metafields.get(ownerGid);
  const resolved = (namespace: string | null | undefined) => reservedNamespace(context.app, namespace ?? '$app');
  return {
    metafield: ({ namespace, key }: { namespace?: string | null; key: string }) => {
      const found = own?.get(`${resolved(namespace)}.${key}`);
      return found ? metafieldNode(context, found) : null;
    },
    metafields: (args: PageArgs & { namespace?: string | null; keys?: string[] | null }, info: GraphQLResolveInfo) => {
      const keys = args.keys?.map((key) => reservedKey(context, key));
      const items = [...(own?.values() ?? [])].filter(
        (item) =>
          (args.namespace == null || item.namespace === resolved(args.namespace)) &&
          (!keys || keys.includes(`${item.namespace}.${item.key}`)),
      );
      return connection(
        { items, id: (item) => item.id, node: (item) => metafieldNode(context, item) },
        { ...args },
        info,
        ['namespace', 'keys'],
      );
    },
  };
}

/** `$app.points` → `app--1.points`; `$app:vip.level` likewise. */
function reservedKey(context: AdminContext, key: string): string {
  const dot = key.lastIndexOf('.');
  return dot < 0 ? key : `${reservedNamespace(context.app, key.slice(0, dot))}.${key.slice(dot + 1)}`;
}

export function metafieldNode(context: AdminContext, metafield: Metafield): Fields {
  const owner = parseGid(metafield.ownerGid);
  return {
    __typename: 'Metafield',
    id: gid('Metafield', metafield.id),
    legacyResourceId: metafield.id,
    namespace: metafield.namespace,
    key: metafield.key,
    type: metafield.type,
    value: metafield.value,
    jsonValue: () => jsonValue(metafield),
    compareDigest: metafield.compareDigest,
    sizeInBytes: Buffer.byteLength(metafield.value),
    createdAt: dateTime(metafield.createdAt),
    updatedAt: dateTime(metafield.updatedAt),
    ownerType: METAFIELD_OWNERS[owner?.type ?? '']?.ownerType,
    owner: () => context.nodes.byGid(context, metafield.ownerGid),
  };
}

const PARSED =
  /^(json|json_string|boolean|number_integer|number_decimal|rating|money|dimension|volume|weight|list\..+)$/;
function jsonValue({ type, value }: Metafield): unknown {
  // Decimals stay text in Shopify's JSON, so that they lose nothing.
  return PARSED.test(type) && type !== 'number_decimal' ? JSON.parse(value) : value;
}
