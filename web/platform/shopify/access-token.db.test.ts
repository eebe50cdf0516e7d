import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Db, openDb } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { type FakeShopify, fakeShopify, issuedTokens } from '../../../test/support/fake-shopify.ts';
import type { ShopDomain, ShopId } from '../kit/ids.ts';
import { createLog } from '../kit/log.ts';
import { createSecrets } from '../kit/secrets.ts';
import { createAccessTokens } from './access-token.ts';
import { installationOfDomain } from './find-installation.ts';
import { createInstaller } from './install.ts';
import { createTokenEndpoint } from './token-endpoint.ts';
import { markUninstalled } from './token-store.ts';

const config = { apiKey: 'key', apiSecrets: ['secret'] as const };
const scopes = ['read_customers', 'read_orders'];
const log = createLog('silent');
const secrets = createSecrets([randomBytes(32)]);
/** Waiting for another process takes real turns of the event loop, but no time. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

let database: TestDatabase;
/** Two handles stand for two processes. */
let db: Db;
let otherDb: Db;
let wall = 1_000_000;
let shopify: FakeShopify;
let domain: ShopDomain;
let activated: ShopId[];
let stores = 0;

beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
  otherDb = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await otherDb.close();
  await database.drop();
});
beforeEach(() => {
  stores += 1;
  domain = `store-${stores}.myshopify.com` as ShopDomain;
  activated = [];
  shopify = fakeShopify(() => issuedTokens());
});
afterEach(() => {
  wall = 1_000_000;
});

const wallNow = () => wall;
const endpoint = () => createTokenEndpoint(config, (...call) => shopify.fetch(...call), pause, wallNow);
const tokensOf = (handle: Db) => createAccessTokens({ db: handle, secrets, endpoint: endpoint(), log, pause, wallNow });
const installer = (requiredScopes: string[] = scopes) =>
  createInstaller({
    db,
    secrets,
    endpoint: endpoint(),
    log,
    requiredScopes,
    now: () => 500,
    onActivated: async (_tx, shopId) => void activated.push(shopId),
    wallNow,
  });
const grants = () => shopify.asked.map(({ body }) => String(body.grant_type).split(':').at(-1));

test('the first visit of the merchant installs the app: an expiring token, kept encrypted', async () => {
  const installation = await installer().ensure(domain, 'session-token');
  expect(installation).toMatchObject({ status: 'active', domain, activatedAt: 500 });
  expect(activated).toEqual([installation.shopId]);
  expect(shopify.asked[0]).toMatchObject({
    domain,
    path: '/admin/oauth/access_token',
    body: { client_id: 'key', client_secret: 'secret', subject_token: 'session-token', expiring: '1' },
  });
  const { token } = await tokensOf(db).get(installation.shopId);
  const row = await db.read
    .selectFrom('installations')
    .select('tokens')
    .where('domain', '=', domain)
    .executeTakeFirstOrThrow();
  expect(token).toMatch(/^shpat_/);
  expect(row.tokens).not.toContain('shpat_');
});

test('visits at the same moment exchange one token, later ones none', async () => {
  const one = installer();
  await Promise.all([one.ensure(domain, 'a'), one.ensure(domain, 'b'), one.ensure(domain, 'c')]);
  await one.ensure(domain, 'd');
  expect(grants()).toEqual(['token-exchange']);
  expect(activated).toHaveLength(1);
});

test('a token that ends soon is refreshed once, however many callers in however many processes ask', async () => {
  const { shopId } = await installer().ensure(domain, 'session-token');
  wall += 3_600_000 - 30_000;
  const here = tokensOf(db);
  const there = tokensOf(otherDb);
  const all = await Promise.all([here, here, there, there, here].map((tokens) => tokens.get(shopId)));
  expect(grants()).toEqual(['token-exchange', 'refresh_token']);
  expect(new Set(all.map(({ token }) => token)).size).toBe(1);
  expect(shopify.asked[1]?.body.refresh_token).toMatch(/^shprt_/);
});

test('a refresh whose answer was lost is asked for again with the same refresh token', async () => {
  const { shopId } = await installer().ensure(domain, 'session-token');
  wall += 3_600_000;
  shopify.answer = (_asked, count) => (count === 2 ? new Error('socket hang up') : issuedTokens());
  await tokensOf(db).get(shopId);
  expect(shopify.asked[1]?.body.refresh_token).toBe(shopify.asked[2]?.body.refresh_token);
});

test('while Shopify is out, nothing is given up, and the next caller tries at once', async () => {
  const { shopId } = await installer().ensure(domain, 'session-token');
  wall += 3_600_000;
  shopify.answer = () => ({ status: 503, body: 'busy' });
  await expect(tokensOf(db).get(shopId)).rejects.toThrow('Try again');
  shopify.answer = () => issuedTokens();
  expect((await tokensOf(otherDb).get(shopId)).token).toMatch(/^shpat_/);
});

test('a process that died while refreshing does not block the others for ever', async () => {
  const { shopId } = await installer().ensure(domain, 'session-token');
  wall += 3_600_000;
  await db.transaction((tx) =>
    tx
      .updateTable('installations')
      .set({ refresh_claimed_by: 'gone', refresh_claimed_until: wall + 20_000 })
      .where('shop_id', '=', shopId)
      .execute(),
  );
  const waiting = tokensOf(db).get(shopId);
  await pause();
  expect(grants()).toEqual(['token-exchange']);
  wall += 20_001;
  await waiting;
  expect(grants()).toEqual(['token-exchange', 'refresh_token']);
});

test('a refresh token that has died means that the merchant must open the app, which heals it', async () => {
  const { shopId } = await installer().ensure(domain, 'session-token');
  wall += 3_600_000;
  shopify.answer = () => ({ status: 400, body: { error: 'invalid_grant' } });
  await expect(tokensOf(db).get(shopId)).rejects.toMatchObject({ reason: 'needs_reopen' });
  expect(await installationOfDomain(db.read, domain)).toMatchObject({ status: 'needs_reopen' });
  await expect(tokensOf(db).get(shopId)).rejects.toThrow('Open the app in the Shopify admin');
  shopify.answer = () => issuedTokens();
  expect(await installer().ensure(domain, 'session-token')).toMatchObject({
    status: 'active',
    shopId,
    activatedAt: 500,
  });
  expect(activated).toEqual([shopId, shopId]);
  await tokensOf(db).get(shopId);
});

test('a token that Shopify refuses is replaced once; a caller who was late gets the newer one', async () => {
  const { shopId } = await installer().ensure(domain, 'session-token');
  const tokens = tokensOf(db);
  const first = await tokens.get(shopId);
  const second = await tokens.renew(shopId, first.version);
  const third = await tokensOf(otherDb).renew(shopId, first.version);
  expect(second.token).not.toBe(first.token);
  expect(third.token).toBe(second.token);
  expect(grants()).toEqual(['token-exchange', 'refresh_token']);
});

test('after an uninstall there is no token; a later installation is the same store again', async () => {
  const { shopId } = await installer().ensure(domain, 'session-token');
  expect(await db.transaction((tx) => markUninstalled(tx, shopId, 600))).toBe(true);
  await expect(tokensOf(db).get(shopId)).rejects.toMatchObject({ reason: 'uninstalled' });
  const again = await installer().ensure(domain, 'session-token');
  expect(again).toMatchObject({ shopId, status: 'active' });
});

test('news of an uninstall that comes after the reinstallation changes nothing', async () => {
  const { shopId } = await installer().ensure(domain, 'session-token');
  expect(await db.transaction((tx) => markUninstalled(tx, shopId, 499))).toBe(false);
  await tokensOf(db).get(shopId);
});

test('scopes that were added are asked for at a visit, but not at every request while the merchant has not agreed', async () => {
  const one = installer(['read_orders', 'read_products']);
  await one.ensure(domain, 'a');
  await one.ensure(domain, 'b');
  expect(grants()).toEqual(['token-exchange']);
  wall += 61_000;
  await one.ensure(domain, 'c');
  expect(grants()).toEqual(['token-exchange', 'token-exchange']);
});

test('a write scope contains the read scope', async () => {
  const one = installer(['read_customers', 'write_customers', 'read_orders']);
  await one.ensure(domain, 'a');
  wall += 61_000;
  await one.ensure(domain, 'b');
  expect(grants()).toEqual(['token-exchange']);
});

test('a store that never opened the app has no access', async () => {
  await expect(tokensOf(db).get(987_654 as ShopId)).rejects.toMatchObject({ reason: 'not_installed' });
});

test('with a lost encryption key work waits, and the next visit of the merchant heals it; the right key needs no visit', async () => {
  const { shopId } = await installer().ensure(domain, 'session-token');
  const other = createSecrets([randomBytes(32)]);
  const strange = createAccessTokens({ db, secrets: other, endpoint: endpoint(), log, pause, wallNow });
  await expect(strange.get(shopId)).rejects.toMatchObject({ reason: 'needs_reopen' });
  expect((await tokensOf(db).get(shopId)).token).toMatch(/^shpat_/);
  const restarted = createInstaller({
    db,
    secrets: other,
    endpoint: endpoint(),
    log,
    requiredScopes: scopes,
    now: () => 600,
    onActivated: async (_tx, id) => void activated.push(id),
    wallNow,
  });
  await restarted.ensure(domain, 'later-session-token');
  await restarted.ensure(domain, 'later-session-token');
  expect(activated).toEqual([shopId, shopId]);
  expect((await strange.get(shopId)).token).toMatch(/^shpat_/);
});
