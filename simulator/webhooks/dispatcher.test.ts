import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import type { AppSide } from '../context.ts';
import { createClock } from '../control/clock.ts';
import { createWorld } from '../world/create-world.ts';
import { placeOrder } from '../world/place-order.ts';
import { refundOrder } from '../world/refund-order.ts';
import { createShop } from '../world/shops.ts';
import { item } from '../world/world.fixture.ts';
import { parseAppToml } from './app-toml.ts';
import { plainDelivery, type DeliveryPolicy } from './delivery-policy.ts';
import { createDispatcher } from './dispatcher.ts';

interface Received {
  topic: string;
  headers: IncomingHttpHeaders;
  body: string;
}
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const toml = (more = '') => `
name = "Test"
application_url = "https://app.example.com"
[access_scopes]
scopes = "read_orders,read_customers"
[webhooks]
api_version = "2026-07"
[[webhooks.subscriptions]]
topics = ["orders/create", "orders/updated", "refunds/create"]
uri = "/hooks"
${more}`;

/** A store with the app installed, and an app that answers as it is told and remembers what came. */
async function setUp(
  answer: (received: Received, count: number) => number | 'hang' = () => 200,
  configuration = toml(),
) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        topic: String(request.headers['x-shopify-topic']),
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      received.push(one);
      const status = answer(one, received.length);
      if (status !== 'hang') response.writeHead(status, { Location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const clock = createClock({ wallNow: () => 0, start: Date.parse('2026-03-02T03:00:00Z'), running: false });
  const world = createWorld({ now: () => clock.now() });
  let appUrl: string | null = `http://127.0.0.1:${port}`;
  const app: AppSide = {
    apiKey: 'key',
    apiSecret: 'hush',
    id: '1',
    configuration: parseAppToml(configuration),
    extensionsDir: '',
    url: () => appUrl,
    protectedFields: new Set(['email']),
  };
  const dispatcher = createDispatcher({ world, clock, app, limits: { connectMs: 200, totalMs: 200 } });
  world.listen((happening) => dispatcher.accept(happening));
  const shop = createShop(world, { domain: 'shop.myshopify.com', currency: 'USD', locale: 'en' });
  shop.install = {
    appInstallationId: world.nextId(),
    scopes: ['read_orders', 'read_customers'],
    installedAt: 0,
    accessTokens: new Map(),
    refreshTokens: new Map(),
  };
  ends.push(
    () => dispatcher.stop(),
    () => new Promise<void>((resolve) => void server.close(() => resolve())),
  );
  return {
    received,
    shop,
    dispatcher,
    clock,
    topics: () => received.map(({ topic }) => topic),
    buy: () => placeOrder(world, shop, { lines: [item(1000)] }),
    refund: (order: ReturnType<typeof placeOrder>) => refundOrder(world, shop, order, { amount: 100 }),
    policy: (policy: Partial<DeliveryPolicy>) => dispatcher.setPolicy(null, { ...plainDelivery, ...policy }),
    /** Until nothing is due or on its way. */
    async settled() {
      while (!dispatcher.idle()) {
        dispatcher.flush();
        await dispatcher.progress();
      }
    },
    move(seconds: number) {
      clock.change({ now: clock.now() + seconds * 1000 });
    },
    appGone() {
      appUrl = null;
    },
    appBack() {
      appUrl = `http://127.0.0.1:${port}`;
      dispatcher.flush();
    },
  };
}

test('a webhook carries Shopify’s headers and a signature over its bytes', async () => {
  const store = await setUp();
  store.buy();
  await store.settled();
  const [one] = store.received;
  expect(one?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-shopify-topic': 'orders/create',
    'x-shopify-shop-domain': 'shop.myshopify.com',
    'x-shopify-api-version': '2026-07',
    'x-shopify-hmac-sha256': createHmac('sha256', 'hush')
      .update(one?.body ?? '')
      .digest('base64'),
    'x-shopify-triggered-at': '2026-03-02T03:00:00.000000000Z',
  });
  expect(one?.headers['x-shopify-webhook-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(one?.headers).not.toHaveProperty('x-shopify-name');
});

test('deliveries of one action share the event id and have webhook ids of their own', async () => {
  const store = await setUp();
  store.refund(store.buy());
  await store.settled();
  const refund = store.received.filter(({ topic }) => topic !== 'orders/create');
  expect(refund).toHaveLength(2);
  expect(new Set(refund.map(({ headers }) => headers['x-shopify-event-id'])).size).toBe(1);
  expect(new Set(store.received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(3);
});

describe('what is not 2xx within five seconds is repeated by the simulator’s clock', () => {
  test.each<[string, number | 'hang']>([
    ['an error', 500],
    ['a redirect', 302],
    ['no answer', 'hang'],
  ])('%s: eight times over four hours, then never', async (_what, outcome) => {
    const store = await setUp(() => outcome);
    store.buy();
    await store.settled();
    expect(store.received).toHaveLength(1);
    for (let due = store.dispatcher.nextDue(); due !== null; due = store.dispatcher.nextDue()) {
      store.clock.change({ now: due });
      await store.settled();
    }
    const [delivery] = store.shop.deliveries;
    expect(store.received).toHaveLength(9);
    expect(new Set(store.received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1);
    expect(new Set(store.received.map(({ body }) => body)).size).toBe(1);
    expect(delivery).toMatchObject({ status: 'failed', nextTryAt: null });
    const [first, last] = [delivery?.tries[0], delivery?.tries.at(-1)];
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBe(4 * 3_600_000);
  });

  test('not a moment before it is due', async () => {
    const store = await setUp((_, count) => (count === 1 ? 500 : 200));
    store.buy();
    await store.settled();
    store.move(56);
    await store.settled();
    expect(store.received).toHaveLength(1);
    store.move(1);
    await store.settled();
    expect(store.received).toHaveLength(2);
    expect(store.shop.deliveries[0]).toMatchObject({ status: 'delivered' });
  });
});

test('an app that nobody has told of gets its webhooks once it is there', async () => {
  const store = await setUp();
  store.appGone();
  store.buy();
  expect(store.dispatcher.idle()).toBe(false);
  expect(store.dispatcher.unfinished()[0]).toMatch(/orders\/create/);
  store.appBack();
  await store.settled();
  expect(store.topics()).toEqual(['orders/create']);
});

describe('on demand', () => {
  test('held until they are let go', async () => {
    const store = await setUp();
    store.policy({ hold: true });
    store.refund(store.buy());
    await store.settled();
    expect(store.received).toEqual([]);
    expect(store.dispatcher.counts()).toMatchObject({ held: 3, due: 0 });
    store.policy({});
    await store.settled();
    expect(store.received).toHaveLength(3);
    expect(store.dispatcher.counts().held).toBe(0);
  });

  test('lost', async () => {
    const store = await setUp();
    store.policy({ drop: 1 });
    store.buy();
    await store.settled();
    expect(store.received).toEqual([]);
    expect(store.shop.deliveries[0]?.status).toBe('dropped');
  });

  test('twice, with the same webhook id', async () => {
    const store = await setUp();
    store.policy({ duplicate: 1 });
    store.buy();
    await store.settled();
    expect(store.received).toHaveLength(2);
    expect(new Set(store.received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1);
  });

  test('late, by the simulator’s clock', async () => {
    const store = await setUp();
    store.policy({ delay: 600_000 });
    store.buy();
    await store.settled();
    expect(store.dispatcher.counts()).toMatchObject({ future: 1, due: 0 });
    store.move(600);
    await store.settled();
    expect(store.received).toHaveLength(1);
  });

  test('out of order, in the same way for the same seed', async () => {
    const orders = async (seed: number) => {
      const store = await setUp();
      store.policy({ reorder: true, seed });
      for (let each = 0; each < 8; each += 1) store.buy();
      await store.settled();
      return store.received.map(({ body }) => String(JSON.parse(body).name));
    };
    const once = await orders(5);
    expect(once).not.toEqual(once.toSorted());
    expect(once.toSorted()).toEqual(['#1001', '#1002', '#1003', '#1004', '#1005', '#1006', '#1007', '#1008']);
    expect(await orders(5)).toEqual(once);
    expect(await orders(6)).not.toEqual(once);
  });
});

test('a trimmed payload that has not changed is not sent again', async () => {
  const store = await setUp(
    () => 200,
    toml().replace('uri = "/hooks"', 'uri = "/hooks"\ninclude_fields = ["id", "name"]\nname = "slim"'),
  );
  const order = store.buy();
  store.refund(order);
  store.refund(order);
  await store.settled();
  expect(store.topics().filter((topic) => topic === 'orders/updated')).toHaveLength(1);
  const slim = store.received.find(({ topic }) => topic === 'orders/create');
  expect(slim?.body).toBe(`{"id":${order.id},"name":"#1001"}`);
  expect(slim?.headers['x-shopify-name']).toBe('slim');
});

test('without the scope, or without the app, nothing is sent', async () => {
  const store = await setUp();
  if (store.shop.install) store.shop.install.scopes = ['read_customers'];
  store.buy();
  store.shop.install = null;
  store.buy();
  await store.settled();
  expect(store.received).toEqual([]);
});
