/** A seeded store as it is before anyone installs the app: catalogue, people, discounts, theme. Its past waits (`waiting-history.ts`). */
import type { Discount, Id, Ms, Product, Shop, World } from '../world/types.ts';
import { coffee } from './coffee/store.ts';
import { home } from './home/store.ts';
import { DAY } from './local-time.ts';
import { createShop } from '../world/shops.ts';
import { freeDomain } from './free-domain.ts';
import { seedPicturePath } from './pictures/picture-paths.ts';
import { escapeXml } from './pictures/look.ts';
import { addBuyer } from './add-buyer.ts';
import { placeOrders } from './place-orders.ts';
import { historyLength, planHistory } from './plan-history.ts';
import type { SeedDiscount, SeedProduct, SeedStore } from './seed-store.ts';
import { placedBlocks } from './theme-blocks.ts';
import { keepHistory } from './waiting-history.ts';

export const seedNames = ['coffee', 'home', 'empty'] as const;
export type SeedName = (typeof seedNames)[number];
export const seedStores: Readonly<Record<Exclude<SeedName, 'empty'>, SeedStore>> = { coffee, home };

/** Adds the store to the world and returns it. `domain` defaults to the seed's own, numbered where that is taken. */
export function createSeedShop(world: World, name: SeedName, domain?: string): Shop {
  if (name === 'empty') return createEmptyShop(world, domain);
  const store = seedStores[name];
  const now = world.now();
  const createdAt = now - historyLength - 30 * DAY;
  const shop = createShop(world, {
    domain: domain ?? freeDomain(world, store.handle),
    name: store.name,
    email: store.email,
    currency: store.currency,
    locale: store.locale,
    timeZone: store.timeZone,
    country: store.country,
    taxesIncluded: store.taxesIncluded,
    createdAt,
  });
  for (const product of store.products)
    addProduct(world, shop, product, seedPicturePath(name, product.handle), createdAt);
  addCollections(world, shop, store);
  for (const discount of store.discounts) addDiscount(world, shop, discount, createdAt);
  const history = planHistory(store, now);
  const customerIds = history.buyers.map((buyer) => addBuyer(world, shop, buyer).id);
  shop.themeBlocks = placedBlocks();
  const firstOrderAt = history.orders[0]?.at;
  if (firstOrderAt !== undefined) {
    const place = placeOrders(store, history, customerIds);
    keepHistory(shop, { orders: history.orders.length, firstOrderAt, place });
  }
  return shop;
}

function createEmptyShop(world: World, domain?: string): Shop {
  return createShop(world, {
    domain: domain ?? freeDomain(world, 'first-light'),
    name: 'First Light',
    email: 'hello@first-light.example',
    currency: 'USD',
    locale: 'en',
    timeZone: 'America/New_York',
    country: 'US',
    taxesIncluded: false,
  });
}

function addProduct(world: World, shop: Shop, seed: SeedProduct, image: string, createdAt: Ms): Product {
  const id = world.nextId();
  const product: Product = {
    id,
    title: seed.title,
    handle: seed.handle,
    descriptionHtml: seed.description
      .split('\n\n')
      .map((paragraph) => `<p>${escapeXml(paragraph)}</p>`)
      .join('\n'),
    vendor: shop.name,
    productType: seed.productType,
    tags: seed.tags,
    status: 'ACTIVE',
    image,
    isGiftCard: false,
    variants: seed.variants.map(({ title, sku, price }) => ({
      id: world.nextId(),
      productId: id,
      title,
      sku,
      price,
      compareAtPrice: null,
      taxable: true,
      inventory: null,
    })),
    createdAt,
    updatedAt: createdAt,
  };
  shop.products.set(id, product);
  return product;
}

function addCollections(world: World, shop: Shop, store: SeedStore): void {
  const products = [...shop.products.values()];
  for (const { handle, title, tag } of store.collections) {
    const id = world.nextId();
    const productIds: Id[] = products.filter(({ tags }) => tags.includes(tag)).map((product) => product.id);
    shop.collections.set(id, { id, title, handle, productIds });
  }
}

function addDiscount(world: World, shop: Shop, seed: SeedDiscount, createdAt: Ms): void {
  const discount: Discount = {
    id: world.nextId(),
    title: seed.title,
    codes: [{ id: world.nextId(), code: seed.code, used: 0 }],
    kind: seed.kind,
    value: seed.value,
    appliesOnEachItem: false,
    variantIds: null,
    productIds: null,
    collectionIds: null,
    customerIds: null,
    minimumSubtotal: seed.minimumSubtotal,
    minimumQuantity: null,
    usageLimit: null,
    oncePerCustomer: seed.oncePerCustomer,
    usedBy: [],
    combinesWith: seed.combinesWith,
    startsAt: createdAt,
    endsAt: null,
    tags: [],
    createdAt,
    updatedAt: createdAt,
  };
  shop.discounts.set(discount.id, discount);
}
