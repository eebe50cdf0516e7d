/** The calls under `/_simulator`, over HTTP, with a stand-in for the app's process. */
import { createHmac } from 'node:crypto';
import { createConnection } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { issueOffline } from '../auth/tokens.ts';
import { startSimulator, type RunningSimulator } from '../server.ts';
import { startFakeApp, type FakeApp } from './app-process.fixture.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const options = {
  apiKey: 'key',
  apiSecret: 'hush',
  appToml: `${root}shopify.app.toml`,
  extensionsDir: `${root}extensions`,
};
const day = 24 * 3_600_000;
let simulator: RunningSimulator;
let app: FakeApp;
let shop = '';
let count = 0;

interface Answer {
  status: number;
  body: Body;
}
interface Ref {
  id: string;
}
type AtLeastOne<Item> = [Item, ...Item[]];
/** What these tests look at by name in the answers of all calls; a call that lacks it fails the expectation. */
interface Body {
  error: string;
  now: string;
  rev: number;
  shops: string[];
  order: Ref & { name: string; lines: AtLeastOne<Ref> };
  lines: Ref[];
  fulfillment: Ref;
  event: Ref;
  customer: Ref;
  mailbox: string;
  mail: AtLeastOne<object>;
  body: string;
  shop: { scopes: string[] };
  orders: AtLeastOne<Ref & { displayFinancialStatus: string; customer: Ref | null }>;
  customers: AtLeastOne<Ref & { email: string | null; storeCredit: string }>;
  deliveries: { id: string; topic: string; status: string; triggeredAt: string }[];
}
async function call(method: 'GET' | 'POST', path: string, body?: unknown, at = simulator.url): Promise<Answer> {
  const response = await fetch(`${at}/_simulator/${path}`, {
    method,
    headers: { connection: 'close', ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}
async function done(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Body> {
  const answer = await call(method, path, body);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const state = () => done('GET', `state?shop=${shop}`);
const buy = (more: Record<string, unknown> = {}) =>
  done('POST', 'orders', {
    shop,
    email: 'ada@example.com',
    lines: [{ title: 'Mug', price: '10.00', quantity: 2 }],
    ...more,
  });

beforeAll(async () => {
  simulator = await startSimulator(options);
  app = await startFakeApp(() => simulator.url);
  await done('POST', 'clock', { running: false });
  await done('POST', 'app', { url: app.url });
});
afterAll(async () => {
  await app.stop();
  await simulator.stop();
});
beforeEach(async () => {
  count += 1;
  shop = `store-${count}.myshopify.com`;
  await done('POST', 'shops', { domain: shop, currency: 'USD', locale: 'en', timeZone: 'UTC' });
  await done('POST', 'settle');
  app.received = [];
});
afterEach(async () => {
  app.answer = 200;
  app.busy = null;
  app.stuck = null;
  app.due = [];
  app.worked = [];
  await done('POST', 'deliveries', {});
  await done('POST', 'faults', {});
});

describe('an order’s life', () => {
  test('is told to the app and shown by state in the words of the Admin API', async () => {
    const { order } = await buy({ shipping: '5.00', tax: '1.80' });
    await done('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[0].id, quantity: 1 }] });
    await done('POST', 'settle');
    expect(app.received.filter((each) => each.includes('orders/') || each.includes('refunds/'))).toHaveLength(4);
    const shown = await state();
    expect(shown.orders[0]).toMatchObject({
      id: order.id,
      displayFinancialStatus: 'PARTIALLY_REFUNDED',
      subtotalPrice: '20.00',
      totalPrice: '26.80',
      totalRefunded: '10.90',
      lines: [{ quantity: 2, currentQuantity: 1 }],
    });
    expect(shown.customers[0]).toMatchObject({
      email: 'ada@example.com',
      numberOfOrders: '1',
      amountSpent: '15.90',
      metafields: [],
    });
    expect(order.id).toMatch(/^gid:\/\/shopify\/Order\/\d{18}$/);
  });

  test('pay, fulfil, track, edit, exchange, cancel', async () => {
    const { order } = await buy({ paid: false });
    expect((await call('POST', 'orders/refund', { order: order.id, amount: '1.00' })).status).toBe(422);
    await done('POST', 'orders/pay', { order: order.id });
    await done('POST', 'orders/edit', { order: order.id, add: [{ title: 'Pot', price: '30.00', quantity: 1 }] });
    const { lines } = await done('POST', 'orders/exchange', {
      order: order.id,
      return: [{ id: order.lines[0].id, quantity: 1 }],
      add: [{ title: 'Cup', price: '12.00', quantity: 1 }],
    });
    expect(lines).toHaveLength(1);
    const { fulfillment } = await done('POST', 'orders/fulfil', { order: order.id, company: 'UPS', number: '1Z' });
    const { event } = await done('POST', 'fulfillments/event', {
      fulfillment: fulfillment.id,
      status: 'DELIVERED',
      city: 'Huế',
    });
    expect(event.id).toMatch(/FulfillmentEvent/);
    expect((await call('POST', 'orders/cancel', { order: order.id })).status).toBe(422);
    await done('POST', 'fulfillments/cancel', { fulfillment: fulfillment.id });
    await done('POST', 'orders/cancel', { order: order.id, reason: 'CUSTOMER' });
    expect((await state()).orders[0]).toMatchObject({
      displayFinancialStatus: 'REFUNDED',
      displayFulfillmentStatus: 'UNFULFILLED',
      cancelReason: 'CUSTOMER',
      currentTotalPrice: '0.00',
      totalReceived: '52.00',
      totalRefunded: '52.00',
    });
    await done('POST', 'settle');
  });

  test('attributes may be named as webhooks or as the Admin API name them', async () => {
    await buy({
      noteAttributes: [
        { name: 'gift', value: 'yes' },
        { key: 'wrap', value: 'red' },
      ],
    });
    const customAttributes = [
      { key: 'gift', value: 'yes' },
      { key: 'wrap', value: 'red' },
    ];
    expect((await state()).orders[0]).toMatchObject({ customAttributes });
  });

  test.each([
    ['online', 'web'],
    ['draft', 'shopify_draft_order'],
    ['subscription', 'subscription_contract'],
    ['b2b', 'web'],
    ['pos', 'pos'],
    ['1234567', '1234567'],
  ])('the source %s is %s', async (source, sourceName) => {
    await buy({ source });
    expect((await state()).orders[0]).toMatchObject({ sourceName });
  });

  test('a company’s order names the company in its webhooks, nobody else’s does', async () => {
    await buy({ source: 'b2b' });
    await buy({ source: 'web' });
    const { deliveries } = await state();
    const created = deliveries.filter(({ topic }) => topic === 'orders/create');
    const bodies = await Promise.all(
      created.map(async ({ id }) => JSON.parse((await done('GET', `deliveries?shop=${shop}&id=${id}`)).body)),
    );
    expect(bodies.map((body) => body.company)).toEqual([{ id: expect.any(Number) }, undefined]);
  });

  test('null is a field left out, in lines too; a line without a price is still refused', async () => {
    const nulls = { customer: null, shipping: null, discountCodes: null, at: null };
    const { order } = await buy({ ...nulls, lines: [{ title: 'Mug', price: '3.00', sku: null, quantity: null }] });
    expect((await state()).orders[0]).toMatchObject({ id: order.id, totalPrice: '3.00', lines: [{ quantity: 1 }] });
    const lines = [{ title: 'Mug', price: null }];
    expect((await call('POST', 'orders', { shop, lines })).status).toBe(422);
  });

  test('where null says something it is heard', async () => {
    const { customer } = await done('POST', 'customers', { shop, email: 'gone@example.com' });
    await done('POST', 'customers/update', { customer: customer.id, email: null, tags: null });
    expect((await state()).customers[0]).toMatchObject({ email: null, tags: [] });
  });

  test('paying with a gift card or store credit needs no preparation', async () => {
    await buy({ payWith: 'giftCard' });
    await buy({ payWith: 'storeCredit' });
    const shown = await state();
    expect(shown.orders.map((each) => each.displayFinancialStatus)).toEqual(['PAID', 'PAID']);
    expect(shown.customers[0].storeCredit).toBe('0.00');
  });

  test('merging and privacy requests', async () => {
    const keep = (await done('POST', 'customers', { shop, email: 'keep@example.com' })).customer.id;
    const remove = (await done('POST', 'customers', { shop, email: 'remove@example.com' })).customer.id;
    await buy({ customer: remove, email: undefined });
    await done('POST', 'customers/merge', { keep, remove });
    const shown = await state();
    expect(shown.customers).toHaveLength(1);
    expect(shown.orders[0].customer).toEqual({ id: keep });
    await done('POST', 'privacy', { shop, topic: 'customers/redact', customer: keep });
    expect((await state()).customers[0].email).toBeNull();
    await done('POST', 'settle');
    expect(app.received).toContain('POST /api/webhooks customers/redact');
  });
});

describe('a deleted order', () => {
  test('is told by its id alone and gone from every answer', async () => {
    const { order } = await buy();
    await done('POST', 'orders/delete', { order: order.id });
    await done('POST', 'settle');
    expect(app.received).toContain('POST /api/webhooks orders/delete');
    const shown = await state();
    expect(shown.orders).toEqual([]);
    const told = shown.deliveries.find(({ topic }) => topic === 'orders/delete');
    const { body } = await done('GET', `deliveries?shop=${shop}&id=${told?.id}`);
    expect(body).toBe(`{"id":${order.id.split('/').at(-1)}}`);
    expect((await call('POST', 'orders/delete', { order: order.id })).status).toBe(404);
  });
});

describe('an operation in bulk', () => {
  const token = () => [...(simulator.world.shops.get(shop)?.install?.accessTokens.keys() ?? [])][0] ?? '';
  const admin = async (query: string) => {
    const response = await fetch(`${simulator.url}/admin/api/2026-07/graphql.json`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-host': shop,
        'x-shopify-access-token': token(),
        connection: 'close',
      },
      body: JSON.stringify({ query }),
    });
    expect(response.status).toBe(200);
    return JSON.stringify(await response.json());
  };
  const start = () =>
    admin(
      'mutation { bulkOperationRunQuery(query: "{ orders { edges { node { id } } } }") { bulkOperation { status } userErrors { message } } }',
    );
  const statuses = () => admin('{ bulkOperations(first: 5) { nodes { status } } }');
  beforeEach(() => {
    const { subscriptions } = simulator.simulator.app.configuration;
    if (!subscriptions.some(({ topic }) => topic === 'bulk_operations/finish')) {
      const [one] = subscriptions;
      if (one) subscriptions.push({ ...one, topic: 'bulk_operations/finish' });
    }
    const opened = simulator.world.shops.get(shop)?.install;
    if (opened) issueOffline(opened, false, Date.now());
  });
  afterEach(() => done('POST', 'bulkOperations', { duration: 'PT0S' }));

  test('is work in flight for settling, and its end is told', async () => {
    await buy();
    expect(await start()).toContain('CREATED');
    await done('POST', 'settle');
    expect(await statuses()).toContain('COMPLETED');
    expect(app.received).toContain('POST /api/webhooks bulk_operations/finish');
  });

  test('that takes its time is no obstacle to settling, and a moment at which advancing stops', async () => {
    await done('POST', 'bulkOperations', { duration: 'PT10M' });
    await start();
    await done('POST', 'settle');
    expect(await statuses()).toContain('RUNNING');
    app.received = [];
    const before = Date.parse((await done('GET', 'clock')).now);
    await done('POST', 'clock', { advance: 'PT1H' });
    expect(await statuses()).toContain('COMPLETED');
    const finish = (await state()).deliveries.find(({ topic }) => topic === 'bulk_operations/finish');
    expect(finish?.triggeredAt).toBe(new Date(before + 600_000).toISOString());
  });
});

describe('refusals', () => {
  test.each([
    ['orders', { lines: [] }, 422, /lines/],
    ['orders', { lines: [{ title: 'Mug', price: '-1.00', quantity: 1 }] }, 422, /price/],
    ['orders', { lines: [{ title: 'Mug', price: '1.005', quantity: 1 }] }, 422, /no amount in USD/],
    ['orders', { lines: [{ title: 'Mug', price: '1.00', quantity: 1 }], coupon: 'x' }, 422, /coupon/],
    ['orders', { lines: [{ sku: 'NOPE', quantity: 1 }] }, 404, /NOPE/],
    ['orders', { lines: [{ title: 'Mug', price: '1', quantity: 1 }], discountCodes: ['NOPE'] }, 422, /NOPE/],
    ['customers', { email: 'nobody' }, 422, /not an email/],
    ['orders', { lines: [{ title: 'Mug', price: '1' }], presentmentCurrency: 'XXQ', exchangeRate: 2 }, 422, /currency/],
    ['shops', { domain: 'example.com', currency: 'USD', locale: 'en' }, 422, /myshopify/],
    ['shops', { domain: 'odd.myshopify.com', currency: 'XXQ', locale: 'en' }, 422, /XXQ is no currency/],
    ['deliveries', { drop: 2 }, 422, /drop/],
    ['faults', { kind: 'earthquake' }, 422, /kind/],
    ['faults', { kind: 'failed', errorCode: 'BAD_LUCK' }, 422, /errorCode/],
    ['bulkOperations', { duration: 'a while' }, 422, /PT10M/],
    ['settle', { timeoutSeconds: 'soon' }, 422, /timeoutSeconds/],
    ['clock', { advance: 'tomorrow' }, 422, /ISO 8601/],
    ['clock', { set: '2001-01-01T00:00:00Z' }, 422, /never goes back/],
    ['clock', { advance: 'P1D', set: '2999-01-01T00:00:00Z' }, 422, /not both/],
    ['clock', {}, 422, /one of/],
    ['orders/pay', { order: 'gid://shopify/Order/12' }, 404, /no order/],
    ['nothing', {}, 404, /no call/],
  ])('%s %j → %i', async (path, body, status, problem) => {
    const named = path === 'orders' || path === 'customers' ? { shop, ...body } : body;
    const answer = await call('POST', path, named);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatch(problem);
  });

  test('an unknown shop is 404; with several shops one must be named', async () => {
    expect((await call('GET', 'state?shop=nowhere.myshopify.com')).status).toBe(404);
    await done('POST', 'shops', {
      domain: `other-${count}.myshopify.com`,
      currency: 'VND',
      locale: 'vi',
      install: false,
    });
    const answer = await call('POST', 'customers', { email: 'a@example.com' });
    expect(answer).toMatchObject({ status: 422, body: { error: expect.stringMatching(/several shops/) } });
  });
});

describe('the clock', () => {
  test('a change is answered when the app’s process knows it', async () => {
    const before = await done('GET', 'clock');
    const after = await done('POST', 'clock', { advance: 'PT90M' });
    expect(Date.parse(after.now) - Date.parse(before.now)).toBe(90 * 60_000);
    expect(after.rev).toBeGreaterThan(before.rev);
    expect(app.now()).toBe(Date.parse(after.now));
  });

  test('may be moved and stopped in one call, and then stands exactly there', async () => {
    await done('POST', 'clock', { running: true });
    const { now } = await done('GET', 'clock');
    const set = new Date(Date.parse(now) + day).toISOString();
    expect(await done('POST', 'clock', { set, running: false })).toMatchObject({ now: set, running: false });
    expect(app.now()).toBe(Date.parse(set));
  });

  test('advancing stops at each moment at which work falls due', async () => {
    const now = Date.parse((await done('GET', 'clock')).now);
    const dues = [1, 2, 2.5, 9].map((days) => now + days * day);
    app.due = [...dues];
    await done('POST', 'clock', { advance: 'P3D' });
    expect(app.worked).toEqual(dues.slice(0, 3));
    await done('POST', 'clock', { advance: 'P6D' });
    expect(app.worked).toEqual(dues);
  });

  test('work that is due and not done does not hold the clock', async () => {
    const now = Date.parse((await done('GET', 'clock')).now);
    app.stuck = now - day;
    await done('POST', 'clock', { advance: 'P30D' });
    expect(app.now()).toBe(now + 30 * day);
  });

  test('webhooks that failed come again on the way', async () => {
    app.answer = 500;
    await buy();
    await done('POST', 'settle');
    const failed = app.received.length;
    app.answer = 200;
    await done('POST', 'clock', { advance: 'PT1H' });
    expect(app.received).toHaveLength(failed * 2);
    const statuses = (await state()).deliveries.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(['DELIVERED']));
  });

  test('settle names what does not finish', async () => {
    app.busy = 'write 3 balances';
    const answer = await call('POST', 'settle', { timeoutSeconds: 0.2 });
    expect(answer.status).toBe(504);
    expect(answer.body.error).toMatch(/process-1.*write 3 balances/);
  });

  test('held and future deliveries do not hold it up', async () => {
    await done('POST', 'deliveries', { hold: true });
    await buy();
    expect(await done('POST', 'settle')).toMatchObject({ heldDeliveries: 3, futureDeliveries: 0, deadLetters: 0 });
    await done('POST', 'deliveries', { delay: 'PT10M' });
    await buy();
    expect(await done('POST', 'settle')).toMatchObject({ heldDeliveries: 0, futureDeliveries: 2 });
    await done('POST', 'clock', { advance: 'PT10M' });
    expect(await done('POST', 'settle')).toMatchObject({ futureDeliveries: 0 });
  });

  test('a process that the clock does not know is not believed', async () => {
    expect((await call('POST', 'clock/ack', { process: 'stranger', rev: 99 })).status).toBe(404);
  });
});

describe('the app as Shopify calls it', () => {
  test('installing opens it with a session token; uninstalling tells it, and shop/redact follows after 48 hours', async () => {
    await done('POST', 'uninstall', { shop });
    expect(await done('POST', 'settle')).toMatchObject({ futureDeliveries: 1 });
    expect(app.received).toEqual(['POST /api/webhooks app/uninstalled']);
    await done('POST', 'clock', { advance: 'PT47H' });
    await done('POST', 'install', { shop });
    await done('POST', 'clock', { advance: 'PT2H' });
    expect(app.received.filter((each) => each.includes('shop/redact'))).toEqual([]);
    expect(app.received.slice(1, 3)).toEqual(['GET /', 'GET /api/programme']);
    await done('POST', 'uninstall', { shop });
    await done('POST', 'clock', { advance: 'PT48H' });
    expect(app.received.at(-1)).toBe('POST /api/webhooks shop/redact');
  });

  test('new scopes are told', async () => {
    await done('POST', 'scopes', { shop, scopes: ['read_orders', 'read_products'] });
    await done('POST', 'settle');
    expect(app.received).toEqual(['POST /api/webhooks app/scopes_update']);
    expect((await state()).shop.scopes).toEqual(['read_orders', 'read_products']);
  });

  test('its admin API with a session token, and never another host', async () => {
    const answer = await done('POST', 'admin', { shop, method: 'GET', path: '/api/anything' });
    expect(answer).toMatchObject({ status: 200, body: { path: '/api/anything', authorized: true } });
    expect((await call('POST', 'admin', { shop, method: 'GET', path: '//elsewhere.example/' })).status).toBe(422);
  });

  test('its proxy, signed, for a customer or for none', async () => {
    const { customer } = await done('POST', 'customers', { shop, email: 'proxy@example.com' });
    const answer = await done('POST', 'proxy', { shop, customer: customer.id, path: '/me?a=1', ip: '203.0.113.9' });
    const seen: { path: string; forwarded: string } = JSON.parse(answer.body);
    const query = new URL(seen.path, 'http://app').searchParams;
    const signature = query.get('signature');
    query.delete('signature');
    const message = [...query]
      .map(([name, value]) => `${name}=${value}`)
      .toSorted()
      .join('');
    expect(signature).toBe(createHmac('sha256', 'hush').update(message).digest('hex'));
    expect(query.get('logged_in_customer_id')).toBe(customer.id.split('/').at(-1));
    expect(seen.forwarded).toBe('203.0.113.9');
    const passed = await fetch(`${simulator.url}/_simulator/proxy?shop=${shop}&path=/me`, {
      headers: { connection: 'close' },
    });
    expect(await passed.text()).toContain('logged_in_customer_id=&');
  });
});

test('mail that the app sends is kept with its headers and parts', async () => {
  const { mailbox } = await done('POST', 'app', {});
  await done('POST', 'customers', { shop, email: 'reader@example.com' });
  await sendMail(new URL(mailbox), 'reader@example.com', [
    'Subject: =?utf-8?Q?=C4=90i=E1=BB=83m?=',
    'List-Unsubscribe: <https://app.example.com/u>',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Xin chào</p>',
  ]);
  const { mail } = await done('GET', `mail?shop=${shop}`);
  expect(mail).toHaveLength(1);
  expect(mail[0]).toMatchObject({
    from: 'app@example.com',
    to: ['reader@example.com'],
    subject: 'Điểm',
    headers: { 'list-unsubscribe': '<https://app.example.com/u>' },
    parts: [{ contentType: 'text/html', content: '<p>Xin chào</p>\n' }],
  });
});

/** The few words of SMTP that it takes. */
async function sendMail(server: URL, to: string, lines: string[]): Promise<void> {
  const message = ['From: app@example.com', `To: ${to}`, ...lines, '.'].join('\r\n');
  const said = ['EHLO test', 'MAIL FROM:<app@example.com>', `RCPT TO:<${to}>`, 'DATA', message, 'QUIT'];
  const socket = createConnection(Number(server.port), server.hostname);
  await new Promise<void>((resolve, reject) => {
    let heard = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      heard += chunk;
      // An answer ends with a line that has a blank after its number.
      if (!/^\d{3} .*\r\n$/m.test(heard)) return;
      if (/^[45]/m.test(heard)) reject(new Error(heard));
      heard = '';
      const next = said.shift();
      if (next === undefined) socket.end();
      else socket.write(`${next}\r\n`);
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}

test('reset closes the stores, tells the app, and gives a new one that was never there', async () => {
  const { order } = await buy();
  const first = await done('POST', 'reset', {});
  await done('POST', 'settle');
  expect(app.received).toContain('POST /api/webhooks app/uninstalled');
  const second = await done('POST', 'reset', { seed: 'empty' });
  expect(second.shops).toHaveLength(1);
  expect(second.shops).not.toEqual(first.shops);
  expect((await call('GET', `state?shop=${shop}`)).status).toBe(404);
  const later = await done('POST', 'orders', {
    email: 'a@example.com',
    lines: [{ title: 'Mug', price: '1.00', quantity: 1 }],
  });
  const number = (gid: string) => BigInt(gid.split('/').at(-1) ?? '');
  expect(number(later.order.id)).toBeGreaterThan(number(order.id));
  await done('POST', 'settle');
});

test('a world that is kept goes on where it was left', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  const statePath = join(folder, 'state.json');
  const at = { email: 'kept@example.com', lines: [{ title: 'Mug', price: '7.00', quantity: 1 }] };
  const before = await startSimulator({ ...options, statePath });
  await call('POST', 'clock', { running: false }, before.url);
  await call('POST', 'shops', { domain: 'kept.myshopify.com', currency: 'USD', locale: 'en' }, before.url);
  const { body: first } = await call('POST', 'orders', at, before.url);
  const shown = await call('GET', 'state?shop=kept.myshopify.com', undefined, before.url);
  await before.stop();
  const after = await startSimulator({ ...options, statePath });
  expect((await call('GET', 'state?shop=kept.myshopify.com', undefined, after.url)).body).toEqual(shown.body);
  const { body: second } = await call('POST', 'orders', at, after.url);
  expect(second.order.name).toBe('#1002');
  expect(second.order.id).not.toBe(first.order.id);
  await after.stop();
  await rm(folder, { recursive: true });
});
