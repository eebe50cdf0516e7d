/** The doors of the app, tried from outside: what opens them, and what does not. */
import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Router } from 'express';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { EXTENSION_ORIGIN } from '../shopify/extension-origin.ts';
import { z } from 'zod';
import { type Db, openDb } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { type FakeShopify, fakeShopify, issuedTokens } from '../../../test/support/fake-shopify.ts';
import { readConfig } from '../../config.ts';
import { receiveWebhooks } from '../inbox/receive-webhooks.ts';
import { createInbox } from '../inbox/store-webhooks.ts';
import { createWaitingRoom } from '../inbox/waiting-room.ts';
import { createQueue } from '../jobs/queue.ts';
import { invalid } from '../kit/errors.ts';
import type { ShopDomain } from '../kit/ids.ts';
import { createLog } from '../kit/log.ts';
import { createSecrets } from '../kit/secrets.ts';
import type { Manifest, Services } from '../manifest.ts';
import { createMetrics } from '../metrics.ts';
import { createAccessTokens } from '../shopify/access-token.ts';
import { createAdminApi } from '../shopify/admin-client.ts';
import { createBulkResults } from '../shopify/bulk-result.ts';
import { createInstaller } from '../shopify/install.ts';
import { createTokenEndpoint } from '../shopify/token-endpoint.ts';
import { adminPage } from './admin-page.ts';
import { createServer } from './create-server.ts';
import { extensionRoutes } from './extension-routes.ts';
import { operatorRoutes } from './operator-routes.ts';
import { adminRoutes, proxyRoutes } from './slice-routes.ts';
import { createExtensionTokenVerifier } from './verify-extension-token.ts';
import { createSessionTokenVerifier } from './verify-session-token.ts';

let text = '';
const log = createLog('debug', { write: (line: string) => void (text += line) });
const wall = () => Date.now();
const slice: Manifest = {
  name: 'test/slice',
  webhooks: { 'orders/paid': async () => {} },
  adminRoutes: [
    {
      method: 'GET',
      path: '/who',
      handle: async (_services, { shopId, domain, staffId }) => ({ body: { shopId, domain, staffId } }),
    },
    {
      method: 'PUT',
      path: '/things/:id',
      handle: async (_services, { params, query, body }) => ({
        status: 201,
        body: { params, page: query.getAll('page'), body },
      }),
    },
    { method: 'GET', path: '/refuses', handle: () => Promise.reject(invalid('Must be more than zero.', 'earn.per')) },
    { method: 'GET', path: '/breaks', handle: () => Promise.reject(new Error('connect postgres://app:hunter2@db')) },
  ],
  proxyRoutes: [
    {
      method: 'GET',
      path: '/me',
      handle: async (_services, { shopId, customerId, pathPrefix, query }) => ({
        json: { shopId, customerId, pathPrefix, query: [...query] },
      }),
    },
    { method: 'GET', path: '/history', handle: async () => ({ liquid: '<p>{{ shop.name }}</p>' }) },
    { method: 'POST', path: '/redeem', handle: async (_services, { body }) => ({ status: 409, json: { body } }) },
  ],
  extensionRoutes: [
    {
      method: 'GET',
      path: '/order',
      handle: async (_services, { shopId, domain, customerId, query }) => ({
        body: { shopId, domain, customerId, order: query.get('order') },
      }),
    },
  ],
};

let database: TestDatabase;
let db: Db;
let folder: string;
let shopify: FakeShopify;
let server: Server;
let url: string;
let accepting = true;
/** Null: the real one. */
let brokenRead: (() => Db['read']) | null = null;
let added: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
  folder = await mkdtemp(path.join(tmpdir(), 'regulars-page-'));
  await writeFile(
    path.join(folder, 'index.html'),
    '<meta name="shopify-api-key" content="%SHOPIFY_API_KEY%"><script src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>',
  );
  const config = readConfig({
    DATABASE_URL: 'sqlite:unused',
    APP_URL: 'https://app.example.com',
    SHOPIFY_API_KEY: 'key&',
    SHOPIFY_API_SECRET: 'secret',
    SCOPES: 'read_orders',
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  });
  shopify = fakeShopify(() => issuedTokens());
  const secrets = createSecrets(config.encryptionKeys);
  const pause = async () => {};
  const storeFetch: FakeShopify['fetch'] = (...call) => shopify.fetch(...call);
  const endpoint = createTokenEndpoint(config, storeFetch, pause);
  const installer = createInstaller({
    db,
    secrets,
    endpoint,
    log,
    requiredScopes: config.scopes,
    now: wall,
    onActivated: async () => {},
  });
  const tokens = createAccessTokens({ db, secrets, endpoint, log, pause });
  const queue = createQueue(wall, () => {});
  const services: Services = {
    db,
    config,
    log,
    clock: { now: wall },
    shopify: createAdminApi({ tokens, storeFetch, openBulkResult: createBulkResults(null), log, pause }),
    addJob: (tx, ...jobs) => queue.addAll(tx, jobs),
    emit: async () => {},
  };
  const metrics = createMetrics(db, { now: wall });
  const operatorDb: Db = {
    ...db,
    get read() {
      return brokenRead ? brokenRead() : db.read;
    },
  };
  const verify = createSessionTokenVerifier(config);
  const inbox = createInbox({
    db,
    now: wall,
    queue: {
      ...queue,
      async addAll(tx, jobs) {
        added.push(...jobs.map(({ kind, key }) => `${kind} ${key}`));
        await queue.addAll(tx, jobs);
      },
    },
    kindsOfTopic: (topic) => (topic === 'orders/paid' ? ['webhook:test/slice', 'webhook:test/other'] : []),
  });
  const app = createServer({
    production: true,
    log,
    metrics,
    openRequests: { begin: () => {}, end: () => {} },
    areas: {
      operator: operatorRoutes({
        db: operatorDb,
        metrics,
        publicHost: 'app.example.com',
        metricsToken: null,
        accepting: () => accepting,
      }),
      webhooks: receiveWebhooks({ config, inbox, room: createWaitingRoom(), log, onReceived: metrics.webhook }),
      admin: adminRoutes([slice], () => services, { verify, installer, accessLog: async () => {} }),
      proxy: proxyRoutes([slice], () => services, { config, wallNow: wall }),
      extensions: extensionRoutes([slice], () => services, { verify: createExtensionTokenVerifier(config) }),
      choices: Router(),
      programs: [],
      page: adminPage({ config, folder, verify, installer, log }),
    },
  });
  server = createHttpServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await db.close();
  await database.drop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  text = '';
  added = [];
  shopify.asked.length = 0;
  shopify.answer = () => issuedTokens();
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
function sessionToken(shop = 'coffee', changes: Record<string, unknown> = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const host = `https://${shop}.myshopify.com`;
  const payload = {
    iss: `${host}/admin`,
    dest: host,
    aud: 'key&',
    sub: '42',
    exp: now + 60,
    nbf: now,
    iat: now,
    ...changes,
  };
  const signed = `${encode({ alg: 'HS256' })}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', 'secret').update(signed).digest('base64url')}`;
}
async function api(method: string, where: string, token: string | null, body?: unknown) {
  const response = await fetch(`${url}/api${where}`, {
    method,
    headers: {
      connection: 'close',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
const get = (where: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${where}`, { redirect: 'manual', headers: { connection: 'close', ...headers } });

test('the admin API answers a session token, for the store and the person that it names', async () => {
  const first = await api('GET', '/who', sessionToken('coffee'));
  expect(first).toMatchObject({ status: 200, body: { domain: 'coffee.myshopify.com', staffId: '42' } });
  expect(first.headers.get('cache-control')).toBe('private, no-store');
  const other = await api('GET', '/who', sessionToken('tea'));
  const shopOf = (answer: unknown) => z.object({ shopId: z.number() }).parse(answer).shopId;
  expect(shopOf(other.body)).not.toBe(shopOf(first.body));
});

test('path, query and body reach the handler, and its status goes out', async () => {
  const answer = await api('PUT', '/things/7?page=1&page=2', sessionToken(), { points: 5 });
  expect(answer).toMatchObject({ status: 201, body: { params: { id: '7' }, page: ['1', '2'], body: { points: 5 } } });
});

test('without a good session token the admin API says 401 in JSON, and lets App Bridge try again', async () => {
  const past = Math.floor(Date.now() / 1000) - 600;
  const bad = [
    null,
    'abc',
    sessionToken('coffee', { exp: past }),
    sessionToken('coffee', { aud: 'another' }),
    sessionToken('coffee', { iss: 'https://tea.myshopify.com/admin' }),
  ];
  for (const token of bad) {
    const answer = await api('GET', '/who', token);
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(answer.headers.get('x-shopify-retry-invalid-session-request')).toBe('1');
  }
  expect((await api('GET', '/nothing', null)).status).toBe(401);
  expect(shopify.asked).toEqual([]);
});

test('the app’s own extensions in Shopify’s admin may read what the admin API answers, with a session token; no other site may', async () => {
  const from = (origin: string) => ({ origin, 'access-control-request-method': 'POST' });
  const ask = (method: string, headers: Record<string, string>) =>
    fetch(`${url}/api/who`, { method, headers: { connection: 'close', ...headers } });
  const allowed = await ask('OPTIONS', from(EXTENSION_ORIGIN));
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, EXTENSION_ORIGIN]);
  expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
  const read = await ask('GET', { origin: EXTENSION_ORIGIN, authorization: `Bearer ${sessionToken()}` });
  expect([read.status, read.headers.get('access-control-allow-origin')]).toEqual([200, EXTENSION_ORIGIN]);
  expect((await ask('GET', { origin: EXTENSION_ORIGIN })).status).toBe(401);
  for (const method of ['OPTIONS', 'GET']) {
    const refused = await ask(method, from('https://extensions.shopifycdn.com.evil.example'));
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, null]);
  }
});

test('the extensions that shoppers see are answered from wherever they run, for the store and the shopper of their token', async () => {
  await api('GET', '/who', sessionToken('coffee'));
  const ask = (token: string | null, init: RequestInit = {}) =>
    fetch(`${url}/ext/order?order=7`, {
      ...init,
      headers: { connection: 'close', origin: 'null', ...(token !== null && { authorization: `Bearer ${token}` }) },
    });
  const shopper = (shop: string, changes: Record<string, unknown> = {}) =>
    sessionToken(shop, { iss: undefined, dest: `${shop}.myshopify.com`, sub: undefined, ...changes });
  const allowed = await ask(null, { method: 'OPTIONS' });
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
  const known = await ask(shopper('coffee', { sub: 'gid://shopify/Customer/42' }));
  expect([known.status, known.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
  expect(known.headers.get('cache-control')).toBe('private, no-store');
  expect(await known.json()).toMatchObject({ domain: 'coffee.myshopify.com', customerId: '42', order: '7' });
  expect(await (await ask(shopper('coffee'))).json()).toMatchObject({ customerId: null });
  // Nobody, a member of the staff, and a store that never opened the app, which a shopper's token does not install.
  const refused = [await ask(null), await ask(sessionToken('coffee')), await ask(shopper('never-opened'))];
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 404]);
  expect(refused.map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual(['*', '*', '*']);
  expect(shopify.asked.filter((asked) => JSON.stringify(asked).includes('never-opened'))).toEqual([]);
  // And nobody becomes staff by it.
  expect((await api('GET', '/who', shopper('coffee', { sub: 'gid://shopify/Customer/42' }))).status).toBe(401);
  expect((await api('GET', '/who', shopper('coffee'))).status).toBe(401);
});

test('a refusal says what to mend; a bug says nothing but a request id, and is logged without the password', async () => {
  expect(await api('GET', '/refuses', sessionToken())).toMatchObject({
    status: 422,
    body: { error: 'Must be more than zero.', field: 'earn.per' },
  });
  const broken = await api('GET', '/breaks', sessionToken());
  expect(broken).toMatchObject({ status: 500, body: { code: 'internal' } });
  expect(JSON.stringify(broken.body)).not.toContain('postgres');
  const { requestId } = z.object({ requestId: z.string() }).parse(broken.body);
  expect(text).toContain(requestId);
  expect(text).not.toContain('hunter2');
});

test('what is no JSON, is too large, or is nowhere is refused in JSON', async () => {
  const send = (body: string) =>
    fetch(`${url}/api/things/1`, {
      method: 'PUT',
      headers: { connection: 'close', 'content-type': 'application/json', authorization: `Bearer ${sessionToken()}` },
      body,
    });
  expect((await send('{"a":')).status).toBe(400);
  expect((await send(JSON.stringify('x'.repeat(1_100_000)))).status).toBe(413);
  expect(await api('GET', '/nothing', sessionToken())).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test('an address that cannot be decoded is the fault of the caller', async () => {
  expect(await api('PUT', '/things/%E0%A4%A', sessionToken(), {})).toMatchObject({
    status: 400,
    body: { code: 'bad_request', error: 'The address cannot be read.' },
  });
  expect((await get('/%')).status).toBe(400);
  expect(text).not.toContain('"level":"error"');
});

test('a NUL in a query or a body never reaches a slice, whose database might not take it', async () => {
  const answer = await api('PUT', '/things/1?page=a%00b', sessionToken(), { reason: 'c\0d' });
  expect(answer.body).toEqual({ params: { id: '1' }, page: ['ab'], body: { reason: 'cd' } });
});

test('a merchant whose store Shopify does not know is told so, not that something broke', async () => {
  shopify.answer = () => ({ status: 400, body: { error: 'invalid_subject_token' } });
  expect(await api('GET', '/who', sessionToken('unknown'))).toMatchObject({
    status: 403,
    body: { code: 'not_installed' },
  });
});

async function webhook(changes: Record<string, string> = {}, body = '{"id":820982911946154508}') {
  const response = await fetch(`${url}/api/webhooks`, {
    method: 'POST',
    headers: {
      connection: 'close',
      'content-type': 'application/json',
      'x-shopify-topic': 'orders/paid',
      'x-shopify-shop-domain': 'new-store.myshopify.com',
      'x-shopify-webhook-id': 'w1',
      'x-shopify-hmac-sha256': createHmac('sha256', 'secret').update(body).digest('base64'),
      ...changes,
    },
    body,
  });
  return { status: response.status, body: await response.text() };
}
const stored = () =>
  db.read
    .selectFrom('inbox')
    .innerJoin('installations', 'installations.shop_id', 'inbox.shop_id')
    .select(['webhook_id', 'topic', 'body', 'installations.status'])
    .where('domain', '=', 'new-store.myshopify.com' as ShopDomain)
    .orderBy('webhook_id')
    .execute();

test('a webhook is stored byte for byte with one job per subscriber, also for a store that was never met', async () => {
  expect(await webhook()).toEqual({ status: 200, body: '' });
  expect(await stored()).toEqual([
    { webhook_id: 'w1', topic: 'orders/paid', body: '{"id":820982911946154508}', status: 'seen' },
  ]);
  expect(added.toSorted()).toEqual(['webhook:test/other w1', 'webhook:test/slice w1']);
});

test('the same webhook again is acknowledged and starts nothing, even with itself in one batch', async () => {
  await webhook({ 'x-shopify-webhook-id': 'w2' });
  added = [];
  const answers = await Promise.all([1, 2, 3].map(() => webhook({ 'x-shopify-webhook-id': 'w2' })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const together = await Promise.all([1, 2, 3].map(() => webhook({ 'x-shopify-webhook-id': 'w3' })));
  expect(together.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(added.toSorted()).toEqual(['webhook:test/other w3', 'webhook:test/slice w3']);
});

test('many webhooks at once are all kept', async () => {
  const ids = Array.from({ length: 150 }, (_, n) => `many-${n}`);
  const answers = await Promise.all(ids.map((id) => webhook({ 'x-shopify-webhook-id': id })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const kept = (await stored()).map((row) => row.webhook_id).filter((id) => id.startsWith('many-'));
  expect(kept).toHaveLength(150);
});

test('a topic that nobody asked for is acknowledged and kept, and starts nothing', async () => {
  expect((await webhook({ 'x-shopify-topic': 'carts/update', 'x-shopify-webhook-id': 'w4' })).status).toBe(200);
  expect(added).toEqual([]);
});

test('a webhook that is not signed gets a 401 and not a word more', async () => {
  const faults: Record<string, string>[] = [
    { 'x-shopify-hmac-sha256': 'AAAA' },
    { 'x-shopify-topic': '' },
    { 'x-shopify-webhook-id': '' },
    { 'x-shopify-shop-domain': 'evil.example' },
  ];
  for (const fault of faults) {
    expect(await webhook({ 'x-shopify-webhook-id': 'forged', ...fault })).toEqual({ status: 401, body: '' });
  }
  expect((await stored()).map((row) => row.webhook_id)).not.toContain('forged');
});

function proxyQuery(changes: Record<string, string> = {}, secret = 'secret'): string {
  const pairs = Object.entries({
    shop: 'coffee.myshopify.com',
    path_prefix: '/apps/regulars',
    timestamp: String(Math.floor(Date.now() / 1000)),
    logged_in_customer_id: '820982911946154508',
    ...changes,
  });
  const signed = pairs
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('');
  return new URLSearchParams([
    ...pairs,
    ['signature', createHmac('sha256', secret).update(signed).digest('hex')],
  ]).toString();
}

test('the proxy routes know the shopper from the signed query alone', async () => {
  await api('GET', '/who', sessionToken('coffee'));
  const response = await get(`/proxy/me?${proxyQuery({ customer: '1' })}`);
  expect(response.headers.get('x-robots-tag')).toBe('noindex');
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(await response.json()).toMatchObject({
    customerId: '820982911946154508',
    pathPrefix: '/apps/regulars',
    query: [['customer', '1']],
  });
});

test('a page for the theme says that it is Liquid', async () => {
  const response = await get(`/proxy/history?${proxyQuery()}`);
  expect(response.headers.get('content-type')).toMatch(/^application\/liquid/);
  expect(await response.text()).toBe('<p>{{ shop.name }}</p>');
});

test('a proxied form and a proxied JSON both reach the handler', async () => {
  for (const [type, body] of [
    ['application/json', '{"reward":"r"}'],
    ['application/x-www-form-urlencoded', 'reward=r'],
  ] as const) {
    const response = await fetch(`${url}/proxy/redeem?${proxyQuery()}`, {
      method: 'POST',
      headers: { connection: 'close', 'content-type': type },
      body,
    });
    expect(response.status).toBe(409);
    expect(await response.json()).toEqual({ body: { reward: 'r' } });
  }
});

test('the proxy refuses what Shopify did not sign, what is old, and stores without the app', async () => {
  const old = String(Math.floor(Date.now() / 1000) - 200);
  expect((await get('/proxy/me')).status).toBe(401);
  expect((await get(`/proxy/me?${proxyQuery({}, 'guessed')}`)).status).toBe(401);
  expect((await get(`/proxy/me?${proxyQuery({ timestamp: old })}`)).status).toBe(401);
  expect((await get(`/proxy/me?${proxyQuery()}&logged_in_customer_id=2`)).status).toBe(401);
  expect((await get(`/proxy/me?${proxyQuery({ shop: 'stranger.myshopify.com' })}`)).status).toBe(404);
});

test('the admin page may be framed by the admin of its own store alone, and starts with App Bridge', async () => {
  const response = await get('/customers/7?shop=coffee.myshopify.com&embedded=1&host=x');
  expect(response.status).toBe(200);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain('frame-ancestors https://coffee.myshopify.com https://admin.shopify.com');
  expect(policy).not.toContain('127.0.0.1');
  expect(response.headers.get('strict-transport-security')).toBeTruthy();
  const html = await response.text();
  expect(html).toContain('content="key&#38;"');
  expect(html).toContain('https://cdn.shopify.com/shopifycloud/app-bridge.js');
});

test('opening the admin page of a new store connects it', async () => {
  const token = sessionToken('opened');
  await get(`/?shop=opened.myshopify.com&embedded=1&id_token=${token}`);
  expect(shopify.asked).toMatchObject([{ domain: 'opened.myshopify.com', body: { subject_token: token } }]);
  expect(text).not.toContain(token);
});

test("another store's token in the address connects nothing", async () => {
  const response = await get(`/?shop=opened.myshopify.com&embedded=1&id_token=${sessionToken('evil')}`);
  expect(response.status).toBe(200);
  expect(shopify.asked).toEqual([]);
});

test('outside of the admin the page leads into it, and a made-up store leads nowhere', async () => {
  const outside = await get('/?shop=coffee.myshopify.com');
  expect(outside.headers.get('location')).toBe('https://admin.shopify.com/store/coffee/apps/key%26');
  for (const shop of ['evil.example', 'coffee.myshopify.com.evil.example', 'coffee.myshopify.com@evil.example', '']) {
    const answer = await get(`/?embedded=1&shop=${encodeURIComponent(shop)}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  }
});

test('an asset that is not there is not the page', async () => {
  expect((await get('/assets/none.js')).status).toBe(404);
  expect((await get('/assets/..%2Findex.html')).status).toBe(404);
});

test('scripts are sent as the build has compressed them, to whom can read it, and kept for ever', async () => {
  const assets = path.join(folder, 'assets');
  await mkdir(assets, { recursive: true });
  await writeFile(path.join(assets, 'page-abc.js'), 'plain()');
  await writeFile(path.join(assets, 'page-abc.js.br'), brotliCompressSync('brotli()'));
  await writeFile(path.join(assets, 'page-abc.js.gz'), gzipSync('gzip()'));
  await writeFile(path.join(assets, 'lone-abc.css'), 'a{}');
  const asset = async (name: string, encodings: string) => {
    const response = await get(`/assets/${name}`, { 'accept-encoding': encodings });
    return { headers: response.headers, status: response.status, body: await response.text() };
  };
  const best = await asset('page-abc.js', 'gzip, deflate, br, zstd');
  expect(best.body).toBe('brotli()');
  expect(Object.fromEntries(best.headers)).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  });
  expect((await asset('page-abc.js', 'gzip')).body).toBe('gzip()');
  expect((await asset('page-abc.js', 'gzip;q=0, br;q=0')).body).toBe('plain()');
  const uncompressed = await asset('lone-abc.css', 'br');
  expect(uncompressed.body).toBe('a{}');
  expect(uncompressed.headers.get('content-encoding')).toBe(null);
  const missing = await asset('page-old.js', 'br');
  expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store']);
  expect((await get('/assets/..%2Fpage-abc.js')).status).toBe(404);
});

test('health and readiness tell a living process from one that can serve', async () => {
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz')).status).toBe(200);
  accepting = false;
  expect((await get('/readyz')).status).toBe(503);
  accepting = true;
});

test('metrics are for private addresses, and not for what a proxy forwarded', async () => {
  const response = await get('/metrics');
  const figures = await response.text();
  expect(figures).toMatch(/regulars_webhooks_total\{result="stored"\} \d/);
  expect(figures).toMatch(/regulars_jobs\{state="dead"\} 0/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  for (const name of ['x-forwarded-for', 'x-real-ip', 'via', 'forwarded', 'x-forwarded-proto', 'cf-connecting-ip']) {
    expect((await get('/metrics', { [name]: '203.0.113.9' })).status).toBe(404);
  }
  expect(await statusFor('/metrics', 'App.Example.com')).toBe(404);
  expect(await statusFor('/metrics', '127.0.0.1')).toBe(200);
});

/** `fetch` does not let the host be chosen. */
function statusFor(where: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${url}${where}`, { headers: { host, connection: 'close' } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });
}

test('what is wrong with the database is told in full only to those inside', async () => {
  brokenRead = () => {
    throw new Error('connect ECONNREFUSED 10.1.2.3:5432');
  };
  try {
    const inside = await get('/readyz');
    expect([inside.status, await inside.json()]).toEqual([
      503,
      { ok: false, reason: 'database: connect ECONNREFUSED 10.1.2.3:5432' },
    ]);
    const outside = await get('/readyz', { 'x-forwarded-for': '203.0.113.9' });
    expect([outside.status, await outside.json()]).toEqual([503, { ok: false, reason: 'database' }]);
  } finally {
    brokenRead = null;
  }
});
