/** A small store with its storefront over HTTP, for the tests beside it. */
import { once } from 'node:events';
import express from 'express';
import type { Simulator } from '../context.ts';
import { createClock } from '../control/clock.ts';
import { createFaults } from '../control/faults.ts';
import { parseAppToml } from '../webhooks/app-toml.ts';
import { createWorld } from '../world/create-world.ts';
import { createShop } from '../world/shops.ts';
import type { Discount, Product, Shop } from '../world/types.ts';
import { createStorefront } from './create-storefront.ts';

/** 2026-11-01T00:00:00Z */
export const START = Date.UTC(2026, 10, 1);
const CONFIGURATION = `
name = "Fixture"
handle = "fixture"
application_url = "https://app.example.com"
[access_scopes]
scopes = "read_orders,write_app_proxy"
[webhooks]
api_version = "2026-07"
[app_proxy]
url = "https://app.example.com/proxy"
prefix = "apps"
subpath = "fixture"
`;

export function makeSimulator(more: Partial<Simulator['app']> = {}): Simulator {
  const clock = createClock({ wallNow: () => START, start: START, running: false });
  return {
    world: createWorld({ now: () => clock.now() }),
    clock,
    wallNow: () => START,
    faults: createFaults(),
    url: () => 'http://127.0.0.1:4000',
    mailboxUrl: () => null,
    app: {
      id: '4242',
      apiKey: 'key',
      apiSecret: 'hush',
      configuration: parseAppToml(CONFIGURATION),
      extensionsDir: '',
      url: () => null,
      protectedFields: new Set(),
      ...more,
    },
  };
}

export function makeShop(simulator: Simulator, handle = 'fixture', currency = 'USD', locale = 'en'): Shop {
  const { world } = simulator;
  const shop = createShop(world, { domain: `${handle}.myshopify.com`, currency, locale, name: 'Fixture & Sons' });
  shop.install = {
    appInstallationId: world.nextId(),
    scopes: [],
    installedAt: START,
    accessTokens: new Map(),
    refreshTokens: new Map(),
  };
  return shop;
}

/** `prices` in minor units, one variant each. */
export function addProduct(simulator: Simulator, shop: Shop, title: string, ...prices: number[]): Product {
  const id = simulator.world.nextId();
  const handle = title.toLowerCase().replaceAll(' ', '-');
  const product: Product = {
    id,
    title,
    handle,
    descriptionHtml: `<p>About ${title}</p>`,
    vendor: 'Fixture',
    productType: '',
    tags: [],
    status: 'ACTIVE',
    image: null,
    isGiftCard: false,
    variants: prices.map((price, index) => ({
      id: simulator.world.nextId(),
      productId: id,
      title: prices.length === 1 ? 'Default Title' : `Size ${index + 1}`,
      sku: null,
      price,
      compareAtPrice: null,
      taxable: true,
      inventory: null,
    })),
    createdAt: START,
    updatedAt: START,
  };
  shop.products.set(id, product);
  return product;
}

export function addDiscount(
  simulator: Simulator,
  shop: Shop,
  code: string | null,
  more: Partial<Discount> = {},
): Discount {
  const id = simulator.world.nextId();
  const discount: Discount = {
    id,
    title: code ?? 'Automatic',
    codes: code === null ? [] : [{ id: simulator.world.nextId(), code, used: 0 }],
    kind: 'percentage',
    value: 0.1,
    appliesOnEachItem: false,
    variantIds: null,
    productIds: null,
    collectionIds: null,
    customerIds: null,
    minimumSubtotal: null,
    minimumQuantity: null,
    usageLimit: null,
    oncePerCustomer: false,
    usedBy: [],
    combinesWith: { order: false, product: false, shipping: false },
    startsAt: START - 1,
    endsAt: null,
    tags: [],
    createdAt: START,
    updatedAt: START,
    ...more,
  };
  shop.discounts.set(id, discount);
  return discount;
}

export interface Shopper {
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; text: string; headers: Headers }>;
  post(
    path: string,
    fields: Record<string, string> | string[][] | object,
    as?: 'form' | 'json',
  ): Promise<{ status: number; text: string; headers: Headers }>;
}

/** Serves the storefronts; each shopper has a cookie jar of their own and follows no redirect. */
export async function serve(
  simulator: Simulator,
): Promise<{ url: string; shopper(shop: Shop): Shopper; close(): Promise<void> }> {
  const app = express();
  app.use(createStorefront(simulator));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    shopper(shop) {
      const jar = new Map<string, string>();
      const send = async (path: string, init: RequestInit & { headers: Record<string, string> }) => {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const headers = { ...init.headers, 'X-Forwarded-Host': shop.domain, Cookie: cookie };
        const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
        for (const line of response.headers.getSetCookie()) {
          const [pair = ''] = line.split(';');
          const at = pair.indexOf('=');
          if (/Expires=Thu, 01 Jan 1970/.test(line)) jar.delete(pair.slice(0, at));
          else jar.set(pair.slice(0, at), pair.slice(at + 1));
        }
        return { status: response.status, text: await response.text(), headers: response.headers };
      };
      return {
        get: (path, headers = {}) => send(path, { headers }),
        post(path, fields, as = 'form') {
          const pairs = Array.isArray(fields) ? fields.map(([name = '', value = '']) => [name, value]) : { ...fields };
          const body = as === 'json' ? JSON.stringify(fields) : new URLSearchParams(pairs as string[][]);
          return send(path, {
            method: 'POST',
            body,
            headers: as === 'json' ? { 'Content-Type': 'application/json' } : {},
          });
        },
      };
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
