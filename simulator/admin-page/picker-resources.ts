/** What the resource picker finds. `data` has the fields that App Bridge hands to the app (`@shopify/app-bridge-types`). */
import { decimalText } from '../money.ts';
import type { Collection, Customer, Product, Shop, Variant } from '../world/types.ts';

export const pickerTypes = ['product', 'variant', 'collection', 'customer'] as const;
export type PickerType = (typeof pickerTypes)[number];

export interface Resource {
  id: string;
  title: string;
  subtitle: string;
  image: string | null;
  data: { id: string } & Record<string, unknown>;
}

const mostShown = 50;

/** Those whose text holds every word of the query (case and accents aside), and those that are chosen already. */
export function findResources(
  shop: Shop,
  type: PickerType,
  query: string,
  chosenIds: string[],
): { resources: Resource[]; selected: Resource[] } {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const all = resourcesOf(shop, type);
  const fits = (resource: Resource) => {
    const text = folded(`${resource.title} ${resource.subtitle}`);
    return words.every((word) => text.includes(word));
  };
  return { resources: all.filter(fits).slice(0, mostShown), selected: all.filter(({ id }) => chosenIds.includes(id)) };
}

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase();

function resourcesOf(shop: Shop, type: PickerType): Resource[] {
  const products = [...shop.products.values()];
  if (type === 'product') return products.map((product) => productResource(shop, product));
  if (type === 'variant') {
    return products.flatMap((product) => product.variants.map((variant) => variantResource(shop, product, variant)));
  }
  if (type === 'collection') return [...shop.collections.values()].map(collectionResource);
  return [...shop.customers.values()].filter(({ mergedInto }) => mergedInto === null).map(customerResource);
}

function productResource(shop: Shop, product: Product): Resource {
  const id = `gid://shopify/Product/${product.id}`;
  return {
    id,
    title: product.title,
    subtitle: [product.productType, product.status === 'ACTIVE' ? '' : product.status.toLowerCase()]
      .filter(Boolean)
      .join(' · '),
    image: product.image,
    data: {
      id,
      title: product.title,
      handle: product.handle,
      descriptionHtml: product.descriptionHtml,
      vendor: product.vendor,
      productType: product.productType,
      tags: product.tags,
      status: product.status,
      images: product.image ? [{ id: `${id}/image`, originalSrc: product.image, altText: product.title }] : [],
      hasOnlyDefaultVariant: product.variants.length === 1,
      totalVariants: product.variants.length,
      totalInventory: product.variants.reduce((sum, { inventory }) => sum + (inventory ?? 0), 0),
      tracksInventory: product.variants.some(({ inventory }) => inventory !== null),
      variants: product.variants.map((variant) => variantData(shop, product, variant)),
      createdAt: new Date(product.createdAt).toISOString(),
      updatedAt: new Date(product.updatedAt).toISOString(),
    },
  };
}

const variantId = (variant: Variant): string => `gid://shopify/ProductVariant/${variant.id}`;
const variantData = (shop: Shop, product: Product, variant: Variant) => ({
  id: variantId(variant),
  title: variant.title,
  displayName: `${product.title} - ${variant.title}`,
  sku: variant.sku,
  price: decimalText(variant.price, shop.currency),
  compareAtPrice: variant.compareAtPrice === null ? null : decimalText(variant.compareAtPrice, shop.currency),
  inventoryQuantity: variant.inventory,
  taxable: variant.taxable,
  product: { id: `gid://shopify/Product/${product.id}` },
});

function variantResource(shop: Shop, product: Product, variant: Variant): Resource {
  const data = variantData(shop, product, variant);
  return {
    id: data.id,
    title: product.title,
    subtitle: [variant.title, variant.sku, data.price].filter(Boolean).join(' · '),
    image: product.image,
    data,
  };
}

function collectionResource(collection: Collection): Resource {
  const id = `gid://shopify/Collection/${collection.id}`;
  const { title, handle, productIds } = collection;
  return {
    id,
    title,
    subtitle: String(productIds.length),
    image: null,
    data: { id, title, handle, productsCount: productIds.length },
  };
}

function customerResource(customer: Customer): Resource {
  const id = `gid://shopify/Customer/${customer.id}`;
  const displayName =
    [customer.firstName, customer.lastName].filter(Boolean).join(' ') || customer.email || customer.id;
  const { email, firstName, lastName } = customer;
  return {
    id,
    title: displayName,
    subtitle: email ?? '',
    image: null,
    data: { id, displayName, email, firstName, lastName },
  };
}
