import { randomUUID } from 'node:crypto';
import { NotAllowed, Unknown } from './refusals.ts';
import { touch } from './touch.ts';
import type { Id, Minor, Ms, Product, Shop, World } from './types.ts';

export interface VariantInput {
  title?: string;
  sku?: string | null;
  price: Minor;
  compareAtPrice?: Minor | null;
  taxable?: boolean;
  inventory?: number | null;
}
export interface ProductInput {
  title: string;
  handle?: string;
  descriptionHtml?: string;
  vendor?: string;
  productType?: string;
  tags?: string[];
  status?: Product['status'];
  image?: string | null;
  isGiftCard?: boolean;
  variants: VariantInput[];
  at?: Ms;
  announce?: boolean;
}

export function createProduct(world: World, shop: Shop, input: ProductInput): Product {
  if (input.variants.length === 0) throw new NotAllowed('a product needs a variant');
  const id = world.nextId();
  const at = input.at ?? world.now();
  const product: Product = {
    id,
    title: input.title,
    handle: freeHandle(shop, input.handle ?? handleOf(input.title)),
    descriptionHtml: input.descriptionHtml ?? '',
    vendor: input.vendor ?? shop.name,
    productType: input.productType ?? '',
    tags: [...(input.tags ?? [])],
    status: input.status ?? 'ACTIVE',
    image: input.image ?? null,
    isGiftCard: input.isGiftCard ?? false,
    variants: input.variants.map((variant) => {
      if (!Number.isSafeInteger(variant.price) || variant.price < 0) throw new NotAllowed('a price cannot be negative');
      return {
        id: world.nextId(),
        productId: id,
        title: variant.title ?? 'Default Title',
        sku: variant.sku ?? null,
        price: variant.price,
        compareAtPrice: variant.compareAtPrice ?? null,
        taxable: variant.taxable ?? !(input.isGiftCard ?? false),
        inventory: variant.inventory ?? null,
      };
    }),
    createdAt: at,
    updatedAt: at,
  };
  shop.products.set(id, product);
  if (input.announce !== false) {
    world.announce({ shop, topic: 'products/create', resource: product, eventId: randomUUID() });
  }
  return product;
}

export type ProductChange = Partial<
  Pick<Product, 'title' | 'descriptionHtml' | 'vendor' | 'productType' | 'tags' | 'status'>
> & {
  /** New prices by variant id. */
  prices?: Record<Id, Minor>;
  /** What is left, by variant id; null = not counted. */
  inventory?: Record<Id, number | null>;
};

export function updateProduct(world: World, shop: Shop, product: Product, change: ProductChange): void {
  const { prices = {}, inventory = {}, ...fields } = change;
  for (const [id, price] of Object.entries(prices)) {
    const variant = product.variants.find((each) => each.id === id);
    if (!variant) throw new Unknown(`"${product.title}" has no variant ${id}`);
    variant.price = price;
  }
  for (const [id, left] of Object.entries(inventory)) {
    const variant = product.variants.find((each) => each.id === id);
    if (!variant) throw new Unknown(`"${product.title}" has no variant ${id}`);
    variant.inventory = left;
  }
  Object.assign(product, fields);
  touch(product, world.now());
  world.announce({ shop, topic: 'products/update', resource: product, eventId: randomUUID() });
}

export function deleteProduct(world: World, shop: Shop, product: Product): void {
  shop.products.delete(product.id);
  for (const collection of shop.collections.values()) {
    collection.productIds = collection.productIds.filter((id) => id !== product.id);
  }
  shop.metafields.delete(`gid://shopify/Product/${product.id}`);
  world.announce({ shop, topic: 'products/delete', resource: product, eventId: randomUUID() });
}

export function findProduct(world: World, id: Id): { shop: Shop; product: Product } {
  for (const shop of world.shops.values()) {
    const product = shop.products.get(id);
    if (product) return { shop, product };
  }
  throw new Unknown(`no product ${id}`);
}

/** Latin letters, digits and hyphens, without accents. */
function handleOf(title: string): string {
  const plain = title.toLowerCase().replaceAll('đ', 'd').normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'product';
}
function freeHandle(shop: Shop, wanted: string): string {
  const taken = new Set([...shop.products.values()].map(({ handle }) => handle));
  for (let n = 0; ; n += 1) {
    const handle = n === 0 ? wanted : `${wanted}-${n}`;
    if (!taken.has(handle)) return handle;
  }
}
