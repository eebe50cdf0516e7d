import { randomUUID } from 'node:crypto';
import { NotAllowed, Unknown } from './refusals.ts';
import { isCurrency } from '../money.ts';
import type { Ms, Shop, World } from './types.ts';

export interface ShopInput {
  domain: string;
  name?: string;
  email?: string;
  currency: string;
  locale: string;
  timeZone?: string;
  country?: string;
  plan?: Shop['plan'];
  taxesIncluded?: boolean;
  createdAt?: Ms;
}

const DOMAIN = /^[a-z0-9][a-z0-9-]{0,60}\.myshopify\.com$/;
/** Where a store of that currency is, unless it says otherwise. */
const homes: Record<string, { country: string; timeZone: string }> = {
  VND: { country: 'VN', timeZone: 'Asia/Ho_Chi_Minh' },
  USD: { country: 'US', timeZone: 'America/New_York' },
  EUR: { country: 'DE', timeZone: 'Europe/Berlin' },
  GBP: { country: 'GB', timeZone: 'Europe/London' },
  JPY: { country: 'JP', timeZone: 'Asia/Tokyo' },
  KWD: { country: 'KW', timeZone: 'Asia/Kuwait' },
};

export function createShop(world: World, input: ShopInput): Shop {
  const domain = input.domain.toLowerCase();
  if (!DOMAIN.test(domain)) throw new NotAllowed(`${input.domain} is not of the form name.myshopify.com`);
  if (world.shops.has(domain)) throw new NotAllowed(`${domain} exists already`);
  if (!isCurrency(input.currency)) throw new NotAllowed(`${input.currency} is no currency code`);
  const home = homes[input.currency];
  const timeZone = input.timeZone ?? home?.timeZone ?? 'UTC';
  if (!isTimeZone(timeZone)) throw new NotAllowed(`${timeZone} is no time zone`);
  const handle = domain.slice(0, domain.indexOf('.'));
  const createdAt = input.createdAt ?? world.now();
  const shop: Shop = {
    id: world.nextId(),
    domain,
    name: input.name ?? handle,
    email: input.email ?? `owner@${handle}.example`,
    currency: input.currency,
    locale: input.locale,
    timeZone,
    country: input.country ?? home?.country ?? 'US',
    plan: input.plan ?? 'standard',
    taxesIncluded: input.taxesIncluded ?? false,
    createdAt,
    install: null,
    customers: new Map(),
    products: new Map(),
    collections: new Map(),
    orders: new Map(),
    discounts: new Map(),
    giftCards: new Map(),
    metafields: new Map(),
    carts: new Map(),
    deliveries: [],
    mail: [],
    bulkOperations: new Map(),
    merges: new Map(),
    nextOrderNumber: 1001,
    themeBlocks: [],
    // The Admin API fills the bucket to the plan's size when it is first used.
    throttle: { available: Number.POSITIVE_INFINITY, at: 0 },
  };
  world.shops.set(domain, shop);
  return shop;
}

export type ShopChange = Partial<Pick<Shop, 'name' | 'email' | 'locale' | 'timeZone' | 'plan' | 'taxesIncluded'>>;

/** The merchant's general settings. The currency stays, as in Shopify once there are orders. */
export function updateShop(world: World, shop: Shop, change: ShopChange): void {
  if (change.timeZone !== undefined && !isTimeZone(change.timeZone)) {
    throw new NotAllowed(`${change.timeZone} is no time zone`);
  }
  Object.assign(shop, change);
  world.announce({ shop, topic: 'shop/update', resource: shop, eventId: randomUUID() });
}

export function findShop(world: World, domain: string): Shop {
  const shop = world.shops.get(domain.toLowerCase());
  if (!shop) throw new Unknown(`no shop ${domain}`);
  return shop;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // Intl throws RangeError for a zone that it does not know.
    return false;
  }
}
