/** Products, variants and collections. */
import type { GraphQLResolveInfo } from 'graphql';
import { decimalText } from '../../money.ts';
import type { Collection, Id, Product, Variant } from '../../world/types.ts';
import { pagesOf, connection, type SortValue } from '../connection.ts';
import type { AdminContext, Fields, ListArgs } from '../context.ts';
import { dateTime, gid } from '../gid.ts';
import { moneyV2 } from '../money.ts';
import { notSimulated } from '../refusals.ts';
import { search, type Searchable } from '../search.ts';
import { metafieldFields } from './metafields.ts';

export function productNode(context: AdminContext, product: Product): Fields {
  const id = gid('Product', product.id);
  const { currency } = context.shop;
  const prices = product.variants.map((variant) => variant.price);
  const [only] = product.variants;
  const image = product.image === null ? null : imageNode(context, product.id, product.image, product.title);
  return {
    __typename: 'Product',
    id,
    legacyResourceId: product.id,
    title: product.title,
    handle: product.handle,
    description: () =>
      product.descriptionHtml
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    descriptionHtml: product.descriptionHtml,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags.toSorted(),
    status: product.status,
    isGiftCard: product.isGiftCard,
    publishedAt: product.status === 'ACTIVE' ? dateTime(product.createdAt) : null,
    onlineStoreUrl: product.status === 'ACTIVE' ? `https://${context.shop.domain}/products/${product.handle}` : null,
    onlineStorePreviewUrl: `https://${context.shop.domain}/products/${product.handle}`,
    hasOnlyDefaultVariant: product.variants.length === 1 && only?.title === 'Default Title',
    hasOutOfStockVariants: product.variants.some((variant) => variant.inventory === 0),
    totalInventory: product.variants.reduce((sum, variant) => sum + (variant.inventory ?? 0), 0),
    tracksInventory: product.variants.some((variant) => variant.inventory !== null),
    variantsCount: { count: product.variants.length, precision: 'EXACT' },
    priceRangeV2: {
      minVariantPrice: moneyV2(prices.length > 0 ? Math.min(...prices) : 0, currency),
      maxVariantPrice: moneyV2(prices.length > 0 ? Math.max(...prices) : 0, currency),
    },
    featuredImage: image,
    featuredMedia: image && {
      __typename: 'MediaImage',
      id: gid('MediaImage', product.id),
      alt: product.title,
      image,
      preview: { image },
    },
    variants: pagesOf(product.variants, (variant) => variantNode(context, product, variant)),
    collections: (args: ListArgs, info: GraphQLResolveInfo) =>
      collectionConnection(
        context,
        [...context.shop.collections.values()].filter((one) => one.productIds.includes(product.id)),
        args,
        info,
      ),
    inCollection: ({ id: wanted }: { id: string }) =>
      [...context.shop.collections.values()].some(
        (one) => gid('Collection', one.id) === wanted && one.productIds.includes(product.id),
      ),
    createdAt: dateTime(product.createdAt),
    updatedAt: dateTime(product.updatedAt),
    ...metafieldFields(context, id),
  };
}

function imageNode(context: AdminContext, id: Id, path: string, altText: string): Fields {
  const url = new URL(path, context.url).href;
  return {
    __typename: 'Image',
    id: gid('ImageSource', id),
    url,
    src: url,
    originalSrc: url,
    altText,
    width: null,
    height: null,
  };
}

export function variantNode(context: AdminContext, product: Product, variant: Variant): Fields {
  const id = gid('ProductVariant', variant.id);
  const { currency } = context.shop;
  const isDefault = variant.title === 'Default Title';
  return {
    __typename: 'ProductVariant',
    id,
    legacyResourceId: variant.id,
    title: variant.title,
    displayName: isDefault ? product.title : `${product.title} - ${variant.title}`,
    sku: variant.sku,
    barcode: null,
    position: product.variants.indexOf(variant) + 1,
    price: decimalText(variant.price, currency),
    compareAtPrice: variant.compareAtPrice === null ? null : decimalText(variant.compareAtPrice, currency),
    taxable: variant.taxable,
    inventoryQuantity: variant.inventory ?? 0,
    inventoryPolicy: variant.inventory === null ? 'CONTINUE' : 'DENY',
    availableForSale: product.status === 'ACTIVE' && variant.inventory !== 0,
    image: product.image === null ? null : imageNode(context, product.id, product.image, product.title),
    product: () => productNode(context, product),
    createdAt: dateTime(product.createdAt),
    updatedAt: dateTime(product.updatedAt),
    ...metafieldFields(context, id),
  };
}

export function collectionNode(context: AdminContext, collection: Collection): Fields {
  const id = gid('Collection', collection.id);
  const products = () => collection.productIds.flatMap((productId) => context.shop.products.get(productId) ?? []);
  return {
    __typename: 'Collection',
    id,
    legacyResourceId: collection.id,
    title: collection.title,
    handle: collection.handle,
    sortOrder: 'MANUAL',
    productsCount: () => ({ count: products().length, precision: 'EXACT' }),
    hasProduct: ({ id: wanted }: { id: string }) =>
      collection.productIds.some((productId) => gid('Product', productId) === wanted),
    products: pagesOf(products(), (product) => productNode(context, product)),
    ...metafieldFields(context, id),
  };
}

const productSearch: Searchable<Product> = {
  fields: {
    id: { kind: 'id', of: (product) => product.id },
    title: { kind: 'text', of: (product) => [product.title] },
    handle: { kind: 'exact', of: (product) => [product.handle] },
    status: { kind: 'exact', of: (product) => [product.status] },
    tag: { kind: 'exact', of: (product) => product.tags },
    vendor: { kind: 'exact', of: (product) => [product.vendor] },
    product_type: { kind: 'exact', of: (product) => [product.productType] },
    sku: { kind: 'exact', of: (product) => product.variants.map((variant) => variant.sku) },
    variant_id: { kind: 'exact', of: (product) => product.variants.map((variant) => variant.id) },
    gift_card: { kind: 'exact', of: (product) => [String(product.isGiftCard)] },
    created_at: { kind: 'time', of: (product) => product.createdAt },
    updated_at: { kind: 'time', of: (product) => product.updatedAt },
  },
  text: (product) => [
    product.title,
    product.vendor,
    product.productType,
    ...product.tags,
    ...product.variants.map((one) => one.sku),
  ],
};
const PRODUCT_SORTS: Record<string, (product: Product) => SortValue> = {
  ID: (product) => Number(product.id),
  TITLE: (product) => product.title.toLowerCase(),
  VENDOR: (product) => product.vendor.toLowerCase(),
  PRODUCT_TYPE: (product) => product.productType.toLowerCase(),
  CREATED_AT: (product) => product.createdAt,
  UPDATED_AT: (product) => product.updatedAt,
  PUBLISHED_AT: (product) => product.createdAt,
};

export function searchProducts(context: AdminContext, query: string | null | undefined, info: GraphQLResolveInfo) {
  return search(context.shop.products.values(), query, productSearch, context, info);
}

export function productConnection(context: AdminContext, args: ListArgs, info: GraphQLResolveInfo) {
  const sortBy = PRODUCT_SORTS[args.sortKey ?? 'ID'];
  if (!sortBy) throw notSimulated(`Sorting products by ${args.sortKey}`);
  const items = searchProducts(context, args.query, info);
  const listing = {
    items,
    id: (product: Product) => product.id,
    sortBy,
    node: (product: Product) => productNode(context, product),
  };
  return connection(listing, { ...args }, info, ['query', 'sortKey']);
}

const variantSearch: Searchable<[Product, Variant]> = {
  fields: {
    id: { kind: 'id', of: ([, variant]) => variant.id },
    sku: { kind: 'exact', of: ([, variant]) => [variant.sku] },
    title: { kind: 'text', of: ([, variant]) => [variant.title] },
    product_id: { kind: 'id', of: ([product]) => product.id },
    product_status: { kind: 'exact', of: ([product]) => [product.status] },
    updated_at: { kind: 'time', of: ([product]) => product.updatedAt },
  },
  text: ([product, variant]) => [product.title, variant.title, variant.sku],
};

export function variantConnection(context: AdminContext, args: ListArgs, info: GraphQLResolveInfo) {
  if ((args.sortKey ?? 'ID') !== 'ID') throw notSimulated(`Sorting variants by ${args.sortKey}`);
  const all = [...context.shop.products.values()].flatMap((product) =>
    product.variants.map((variant): [Product, Variant] => [product, variant]),
  );
  const listing = {
    items: search(all, args.query, variantSearch, context, info),
    id: ([, variant]: [Product, Variant]) => variant.id,
    sortBy: ([, variant]: [Product, Variant]) => Number(variant.id),
    node: ([product, variant]: [Product, Variant]) => variantNode(context, product, variant),
  };
  return connection(listing, { ...args }, info, ['query', 'sortKey']);
}

const collectionSearch: Searchable<Collection> = {
  fields: {
    id: { kind: 'id', of: (collection) => collection.id },
    title: { kind: 'text', of: (collection) => [collection.title] },
    handle: { kind: 'exact', of: (collection) => [collection.handle] },
    product_id: { kind: 'exact', of: (collection) => collection.productIds },
  },
  text: (collection) => [collection.title],
};

export function collectionConnection(
  context: AdminContext,
  all: readonly Collection[],
  args: ListArgs,
  info: GraphQLResolveInfo,
) {
  const byTitle = args.sortKey === 'TITLE';
  if (!byTitle && (args.sortKey ?? 'ID') !== 'ID') throw notSimulated(`Sorting collections by ${args.sortKey}`);
  const listing = {
    items: search(all, args.query, collectionSearch, context, info),
    id: (collection: Collection) => collection.id,
    sortBy: (collection: Collection) => (byTitle ? collection.title.toLowerCase() : Number(collection.id)),
    node: (collection: Collection) => collectionNode(context, collection),
  };
  return connection(listing, { ...args }, info, ['query', 'sortKey']);
}
