import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../server.ts';
import { createProduct } from '../world/products.ts';
import { createShop } from '../world/shops.ts';
import { fulfilOrder } from '../world/fulfil-order.ts';
import { placeOrder } from '../world/place-order.ts';
import type { Order, Shop } from '../world/types.ts';
import { tabs } from './layout.ts';

const configuration = `
name = "Fixture"
handle = "fixture"
application_url = "https://app.example.com"
[access_scopes]
scopes = "read_orders"
[webhooks]
api_version = "2026-07"
`;

describe('the inspector', () => {
  let folder: string;
  let simulator: Awaited<ReturnType<typeof startSimulator>>;
  let shop: Shop;
  let order: Order;
  let unpaid: Order;
  const page = async (path: string) => {
    const response = await fetch(simulator.url + path);
    return { status: response.status, text: await response.text() };
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'inspector-'));
    const appToml = join(folder, 'shopify.app.toml');
    writeFileSync(appToml, configuration);
    simulator = await startSimulator({ apiKey: 'key', apiSecret: 'hush', appToml, extensionsDir: folder });
    const { world } = simulator;
    shop = createShop(world, { domain: 'looked-at.myshopify.com', currency: 'USD', locale: 'en', name: 'Looked <at>' });
    const product = createProduct(world, shop, { title: 'Mug', variants: [{ price: 1000 }] });
    order = placeOrder(world, shop, {
      email: 'lan@example.com',
      lines: [{ variantId: product.variants[0]?.id ?? '', quantity: 3 }],
    });
    unpaid = placeOrder(world, shop, {
      email: 'lan@example.com',
      lines: [{ variantId: product.variants[0]?.id ?? '', quantity: 1 }],
      paid: false,
    });
    fulfilOrder(world, shop, order, { company: 'Post', lines: [{ id: order.lines[0]?.id ?? '', quantity: 1 }] });
  });
  afterAll(async () => {
    await simulator.stop();
    rmSync(folder, { recursive: true });
  });

  it('shows every page of a store, with its name escaped', async () => {
    for (const path of [
      '/',
      ...tabs.map((tab) => `/inspect/looked-at/${tab}`),
      `/inspect/looked-at/orders/${order.id}`,
      `/inspect/looked-at/orders/${unpaid.id}`,
    ]) {
      const { status, text } = await page(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toContain('Looked <at>');
      expect(text).toContain('Looked &lt;at&gt;');
    }
    expect((await page('/inspect/none/orders')).status).toBe(404);
    expect((await page('/inspect/looked-at/orders/1')).status).toBe(404);
  });

  it('has only buttons behind which a call of the simulator stands', async () => {
    const calls = new Set<string>();
    for (const path of [
      '/',
      ...tabs.map((tab) => `/inspect/looked-at/${tab}`),
      `/inspect/looked-at/orders/${order.id}`,
      `/inspect/looked-at/orders/${unpaid.id}`,
    ]) {
      for (const [, call = ''] of (await page(path)).text.matchAll(/data-call="([^"]+)"/g)) calls.add(call);
    }
    expect(calls.size).toBeGreaterThan(20);
    for (const call of calls) {
      const response = await fetch(`${simulator.url}/_simulator/${call}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        // Refused by every call, as it knows no such field: what matters is that somebody is there to refuse it.
        body: '{"noSuchField": true}',
      });
      expect([call, response.status]).toEqual([call, 422]);
    }
  });

  it('offers to take a payment only where one is missing', async () => {
    const payments = async (of: Order) =>
      (await page(`/inspect/looked-at/orders/${of.id}`)).text.match(/orders\/(pay|void)/g);
    expect(await payments(unpaid)).toEqual(['orders/pay', 'orders/void']);
    expect(await payments(order)).toBeNull();
  });

  it('offers to refund and ship just what is left', async () => {
    const { text } = await page(`/inspect/looked-at/orders/${order.id}`);
    const most = (list: string) => new RegExp(`max="(\\d+)"[^>]* data-list="${list}"`).exec(text)?.[1];
    expect(most('remove')).toBe('3');
    expect(most('lines')).toBe('3');
    expect(text).toContain('of 2');
  });

  it('searches long lists', async () => {
    expect((await page('/inspect/looked-at/customers?q=LAN%40')).text).toContain('lan@example.com');
    const none = await page('/inspect/looked-at/customers?q=%22%3E%3Cscript%3E');
    expect(none.text).toContain('None');
    expect(none.text).not.toContain('"><script>');
  });
});
