/** One store of a test world, with the gestures of its merchant, its shoppers and its staff. */
import { minorOf } from '../../simulator/money.ts';
import type { Product } from '../../simulator/world/types.ts';
import type { LedgerPage } from '../../web/loyalty/points/api-types.ts';
import type { metafieldValue } from '../../web/loyalty/points/metafield-value.ts';
import type { ProgrammeDocument } from '../../web/loyalty/programme/api-types.ts';
import type { ProgrammeSettings } from '../../web/loyalty/programme/settings.ts';
import type { Answer, Method } from './call.ts';
import type { SimulatedShopify } from './simulated-shopify.ts';

export interface StoreOptions {
  /** The part of the domain before `.myshopify.com`; by default a new one. */
  handle?: string;
  /** Default USD. */
  currency?: string;
  locale?: string;
  timeZone?: string;
  name?: string;
  taxesIncluded?: boolean;
  /** Of Shopify's: how many calls it may make. Default standard. */
  plan?: 'standard' | 'advanced' | 'plus';
  install?: boolean;
  /** Changes to the programme's default settings, made before anything else happens. */
  programme?: DeepPartial<ProgrammeSettings>;
}

export interface PlacedOrder {
  id: string;
  name: string;
  lines: { id: string }[];
}
export interface NewProduct {
  title: string;
  /** One variant each, decimal strings. */
  prices: string[];
  isGiftCard?: boolean;
  taxable?: boolean;
}
export interface Balance {
  available: number;
  pending: number;
  debt: number;
}
export type ShownPoints = Balance & ReturnType<typeof metafieldValue>;
/** The body of `POST /_simulator/orders`, see the simulator's README. */
export type OrderBody = Record<string, unknown> & { lines: Record<string, unknown>[] };

export interface TestStore {
  domain: string;
  /** A new customer; the answer is the gid. */
  customer(body?: Record<string, unknown>): Promise<string>;
  /** A product on sale; the answers are gids. Told to the app by webhook. */
  product(product: NewProduct): { id: string; handle: string; variants: string[] };
  /** A collection of these products, or what it holds from now on; the answer is the gid. No webhook tells of it. */
  collection(title: string, products: readonly string[]): string;
  order(body: OrderBody): Promise<PlacedOrder>;
  /** A paid order of one line of this price, and nothing else. */
  buy(customer: string, price: string, more?: Partial<OrderBody>): Promise<PlacedOrder>;
  /** The app's admin API, as the merchant's browser calls it. Throws on a refusal. */
  admin<Body>(method: Method, path: string, body?: unknown): Promise<Body>;
  /** The same for a call that may be refused. */
  adminAnswer(method: Method, path: string, body?: unknown): Promise<Answer>;
  /** The app through Shopify's proxy, as this customer or as nobody. */
  proxy(path: string, customer?: string, more?: Record<string, unknown>): Promise<Answer>;
  /** What the ledger says, by the admin API. */
  balance(customer: string): Promise<Balance>;
  ledger(customer: string): Promise<LedgerPage['entries']>;
  /** What the storefront's theme can read: the value of the customer's metafield, null before the first. */
  metafield(customer: string): Promise<ShownPoints | null>;
  /** Changes settings of the programme: the given parts over the present ones. */
  programme(changes: DeepPartial<ProgrammeSettings>): Promise<ProgrammeDocument>;
}

type DeepPartial<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;

export async function createStore(world: SimulatedShopify, options: StoreOptions = {}): Promise<TestStore> {
  const { handle = `store-${crypto.randomUUID().slice(0, 8)}`, programme, install = true, ...rest } = options;
  const domain = `${handle}.myshopify.com`;
  await world.sim('POST', 'shops', { domain, currency: 'USD', locale: 'en', timeZone: 'UTC', install, ...rest });
  await world.settle();
  const store = storeIn(world, domain);
  if (programme) {
    await store.programme(programme);
    await world.settle();
  }
  return store;
}

function storeIn(world: SimulatedShopify, domain: string): TestStore {
  const adminAnswer = (method: Method, path: string, body?: unknown) =>
    world.sim<Answer>('POST', 'admin', { shop: domain, method, path, body });
  const store: TestStore = {
    domain,
    async customer(body = {}) {
      const email = `shopper-${crypto.randomUUID()}@example.com`;
      const answer = await world.sim<{ customer: { id: string } }>('POST', 'customers', {
        shop: domain,
        email,
        ...body,
      });
      return answer.customer.id;
    },
    product: (product) => addProduct(world, domain, product),
    collection: (title, products) => putCollection(world, domain, title, products.map(digits)),
    async order(body) {
      return (await world.sim<{ order: PlacedOrder }>('POST', 'orders', { shop: domain, ...body })).order;
    },
    buy: (customer, price, more = {}) =>
      store.order({ customer, lines: [{ title: 'Thing', price, quantity: 1 }], ...more }),
    adminAnswer,
    async admin<Body>(method: Method, path: string, body?: unknown) {
      const answer = await adminAnswer(method, path, body);
      if (answer.status >= 400)
        throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body as Body;
    },
    proxy: (path, customer, more = {}) => world.sim<Answer>('POST', 'proxy', { shop: domain, customer, path, ...more }),
    async balance(customer) {
      const { available, pending, debt } = await store.admin<Balance>('GET', `/api/customers/${digits(customer)}`);
      return { available, pending, debt };
    },
    async ledger(customer) {
      const entries: LedgerPage['entries'] = [];
      let after: string | null = '';
      do {
        const path = `/api/customers/${digits(customer)}/ledger${after ? `?after=${encodeURIComponent(after)}` : ''}`;
        const page: LedgerPage = await store.admin<LedgerPage>('GET', path);
        entries.push(...page.entries);
        after = page.next;
      } while (after !== null);
      return entries;
    },
    async metafield(customer) {
      const state = await world.sim<SimulatedState>('GET', `state?shop=${domain}`);
      const found = state.customers
        .find(({ id }) => id === customer)
        ?.metafields.find(({ namespace, key }) => namespace.startsWith('app--') && key === 'points');
      return found ? (JSON.parse(found.value) as ShownPoints) : null;
    },
    async programme(changes) {
      const present = await store.admin<ProgrammeDocument>('GET', '/api/programme');
      return store.admin<ProgrammeDocument>('PUT', '/api/programme', merged(present, changes));
    },
  };
  return store;
}

function addProduct(
  { simulated }: SimulatedShopify,
  domain: string,
  { title, prices, isGiftCard = false, taxable = true }: NewProduct,
) {
  const shop = simulated.shops.get(domain);
  if (!shop) throw new Error(`there is no store ${domain}`);
  const id = simulated.nextId();
  const now = simulated.now();
  const product: Product = {
    id,
    title,
    handle: title.toLowerCase().replaceAll(/\W+/g, '-'),
    descriptionHtml: `<p>${title}</p>`,
    vendor: shop.name,
    productType: '',
    tags: [],
    status: 'ACTIVE',
    image: null,
    isGiftCard,
    variants: prices.map((price, index) => ({
      id: simulated.nextId(),
      productId: id,
      title: prices.length === 1 ? 'Default Title' : `Size ${index + 1}`,
      sku: null,
      price: minorUnits(price, shop.currency),
      compareAtPrice: null,
      taxable: taxable && !isGiftCard,
      inventory: null,
    })),
    createdAt: now,
    updatedAt: now,
  };
  shop.products.set(id, product);
  simulated.announce({ shop, topic: 'products/create', resource: product });
  return {
    id: `gid://shopify/Product/${id}`,
    handle: product.handle,
    variants: product.variants.map((variant) => `gid://shopify/ProductVariant/${variant.id}`),
  };
}

function putCollection({ simulated }: SimulatedShopify, domain: string, title: string, productIds: string[]): string {
  const shop = simulated.shops.get(domain);
  if (!shop) throw new Error(`there is no store ${domain}`);
  const known = [...shop.collections.values()].find((collection) => collection.title === title);
  const id = known?.id ?? simulated.nextId();
  shop.collections.set(id, { id, title, handle: title.toLowerCase(), productIds });
  return `gid://shopify/Collection/${id}`;
}

function minorUnits(price: string, currency: string): number {
  const minor = minorOf(price, currency);
  if (minor === null) throw new RangeError(`${price} is no amount in ${currency}`);
  return minor;
}

interface SimulatedState {
  customers: { id: string; metafields: { namespace: string; key: string; value: string }[] }[];
}

/** `gid://shopify/Customer/123` → `123`, as in the admin API's paths. */
function digits(gid: string): string {
  return gid.slice(gid.lastIndexOf('/') + 1);
}

function merged(present: unknown, changes: unknown): unknown {
  if (!isPlain(present) || !isPlain(changes)) return changes;
  const both = { ...present };
  for (const [key, value] of Object.entries(changes)) both[key] = merged(both[key], value);
  return both;
}
function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
