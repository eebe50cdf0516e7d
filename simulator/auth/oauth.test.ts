import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppSide } from '../context.ts';
import { createFaults } from '../control/faults.ts';
import { createWorld } from '../world/create-world.ts';
import { createShop } from '../world/shops.ts';
import type { Shop } from '../world/types.ts';
import { createOauth } from './oauth.ts';
import { createExtensionToken, createSessionToken } from './session-token.ts';
import { checkAccessToken } from './tokens.ts';

const day = 24 * 3_600_000;
const offline = 'urn:shopify:params:oauth:token-type:offline-access-token';
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const idToken = 'urn:ietf:params:oauth:token-type:id_token';
const secret = 'hush';
const app: AppSide = {
  apiKey: 'key',
  apiSecret: secret,
  id: '1',
  configuration: {
    name: 'Test',
    handle: 'test',
    applicationUrl: 'https://app.example.com',
    scopes: [],
    optionalScopes: [],
    apiVersion: '2026-07',
    subscriptions: [],
    appProxy: null,
    metafields: [],
  },
  extensionsDir: '',
  url: () => null,
  protectedFields: new Set(),
};
let wall = Date.parse('2026-03-02T03:00:00Z');
const world = createWorld({ now: () => 0 });
const shops = new Map<string, Shop>();
const faults = createFaults();
let url = '';
const server = createServer(
  express().use(
    createOauth({
      app,
      faults,
      wallNow: () => wall,
      shopOf: (request) => shops.get(String(request.headers['x-forwarded-host'])) ?? null,
    }),
  ),
);
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/admin/oauth/access_token`;
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

let count = 0;
function installed(scopes = ['read_orders']): Shop {
  count += 1;
  const shop = createShop(world, { domain: `shop-${count}.myshopify.com`, currency: 'USD', locale: 'en' });
  shop.install = {
    appInstallationId: world.nextId(),
    scopes,
    installedAt: 0,
    accessTokens: new Map(),
    refreshTokens: new Map(),
  };
  shops.set(shop.domain, shop);
  return shop;
}
async function ask(
  shop: Shop,
  body: Record<string, unknown>,
): Promise<{ status: number; body: Record<string, string> }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-host': shop.domain, connection: 'close' },
    body: JSON.stringify({ client_id: 'key', client_secret: secret, ...body }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}
function sessionToken(
  shop: Shop,
  more: { at?: number; apiSecret?: string; apiKey?: string; shopDomain?: string } = {},
): string {
  const { at = wall, ...rest } = more;
  return createSessionToken({
    shopDomain: shop.domain,
    apiKey: 'key',
    apiSecret: secret,
    userId: '1',
    sessionId: 's',
    wallNow: at,
    ...rest,
  });
}
const exchange = (shop: Shop, subject: string, more: Record<string, unknown> = {}) =>
  ask(shop, {
    grant_type: exchangeGrant,
    subject_token: subject,
    subject_token_type: idToken,
    requested_token_type: offline,
    expiring: '1',
    ...more,
  });
const refresh = (shop: Shop, token: string | undefined) =>
  ask(shop, { grant_type: 'refresh_token', refresh_token: token });
const good = (shop: Shop, token: string | undefined): boolean =>
  checkAccessToken(shop.install, token ?? '', wall).valid;

test('a session token is an HS256 JWT of one minute with Shopify’s claims', () => {
  const shop = installed();
  const [header = '', payload = '', signature] = sessionToken(shop).split('.');
  expect(createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')).toBe(signature);
  const claims: Record<string, unknown> = JSON.parse(Buffer.from(payload, 'base64url').toString());
  expect(claims).toMatchObject({
    iss: `https://${shop.domain}/admin`,
    dest: `https://${shop.domain}`,
    aud: 'key',
    exp: wall / 1000 + 60,
    nbf: wall / 1000,
  });
});

test('a token of an extension that shoppers see lives five minutes, and names who is logged in and nobody else', () => {
  const claimsOf = (customerId: string | null) => {
    const of = { shopDomain: 'coffee.myshopify.com', apiKey: 'key', apiSecret: secret, wallNow: wall };
    const [header = '', payload = '', signature] = createExtensionToken({ ...of, customerId }).split('.');
    expect(createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')).toBe(signature);
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  };
  const claims = claimsOf('7');
  expect(claims).toMatchObject({ dest: 'coffee.myshopify.com', aud: 'key', exp: wall / 1000 + 300, nbf: wall / 1000 });
  expect(claims.sub).toBe('gid://shopify/Customer/7');
  expect(Object.keys(claimsOf(null)).sort()).toEqual(['aud', 'dest', 'exp', 'iat', 'jti', 'nbf']);
});

describe('exchanging a session token', () => {
  test('gives a token of one hour and a refresh token of ninety days', async () => {
    const shop = installed(['read_orders', 'write_customers']);
    const { status, body } = await exchange(shop, sessionToken(shop));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      scope: 'read_orders,write_customers',
      expires_in: 3600,
      refresh_token_expires_in: 7_776_000,
    });
    expect(good(shop, body.access_token)).toBe(true);
    wall += 3_600_000;
    expect(good(shop, body.access_token)).toBe(false);
  });

  test('without expiring, a token without an end and nothing to refresh', async () => {
    const shop = installed();
    const { body } = await exchange(shop, sessionToken(shop), { expiring: '0' });
    expect(Object.keys(body).toSorted()).toEqual(['access_token', 'scope']);
    wall += 365 * day;
    expect(good(shop, body.access_token)).toBe(true);
  });

  test('a token that has expired, is forged or is of another store or app is refused', async () => {
    const shop = installed();
    const bad = [
      sessionToken(shop, { at: wall - 61_000 }),
      sessionToken(shop, { apiSecret: 'guess' }),
      sessionToken(shop, { shopDomain: installed().domain }),
      sessionToken(shop, { apiKey: 'other' }),
      `${sessionToken(shop)}x.y`,
      '',
    ];
    for (const token of bad) {
      expect(await exchange(shop, token)).toMatchObject({ status: 400, body: { error: 'invalid_subject_token' } });
    }
  });

  test('wrong credentials and stores without the app are refused', async () => {
    const shop = installed();
    expect(await exchange(shop, sessionToken(shop), { client_secret: 'guess' })).toMatchObject({ status: 401 });
    expect(await exchange(shop, sessionToken(shop), { client_id: 'guess' })).toMatchObject({
      status: 400,
      body: { error: 'application_cannot_be_found' },
    });
    shop.install = null;
    expect(await exchange(shop, sessionToken(shop))).toMatchObject({
      status: 400,
      body: { error: 'app_not_installed' },
    });
  });
});

describe('refreshing', () => {
  test('rotates; the one before can be tried again until its replacement was used', async () => {
    const shop = installed();
    const first = await exchange(shop, sessionToken(shop));
    const lost = await refresh(shop, first.body.refresh_token);
    const again = await refresh(shop, first.body.refresh_token);
    expect(again.status).toBe(200);
    expect(good(shop, again.body.access_token)).toBe(true);
    expect(await refresh(shop, lost.body.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    const next = await refresh(shop, again.body.refresh_token);
    expect(next.status).toBe(200);
    expect(await refresh(shop, first.body.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  test('a refresh token dies after ninety days, a retry after thirty', async () => {
    const shop = installed();
    const first = await exchange(shop, sessionToken(shop));
    await refresh(shop, first.body.refresh_token);
    wall += 31 * day;
    expect(await refresh(shop, first.body.refresh_token)).toMatchObject({ status: 400 });
    const second = await exchange(shop, sessionToken(shop));
    wall += 90 * day;
    expect(await refresh(shop, second.body.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });
});

test('an old token without an end is migrated, and ends with that', async () => {
  const shop = installed();
  const old = (await exchange(shop, sessionToken(shop), { expiring: '0' })).body.access_token;
  const migrate = () => exchange(shop, old ?? '', { subject_token_type: offline });
  const { status, body } = await migrate();
  expect(status).toBe(200);
  expect(body.refresh_token).toMatch(/^shprt_/);
  expect(good(shop, old)).toBe(false);
  expect(await migrate()).toMatchObject({ status: 400, body: { error: 'invalid_subject_token' } });
});

describe('the token endpoint misbehaves on request', () => {
  test('before anything is done', async () => {
    const shop = installed();
    faults.set({ kind: '5xx', operation: 'token', count: 1 });
    const refused = await fetch(url, { method: 'POST', headers: { 'x-forwarded-host': shop.domain } });
    expect(refused.status).toBe(503);
    expect((await exchange(shop, sessionToken(shop))).status).toBe(200);
  });

  test('and loses the answer of a refresh, whose token may then be used once more', async () => {
    const shop = installed();
    const first = (await exchange(shop, sessionToken(shop))).body;
    faults.set({ kind: 'half', operation: 'token', count: 1 });
    await expect(refresh(shop, first.refresh_token)).rejects.toThrow('terminated');
    expect(shop.install?.refreshTokens.get(first.refresh_token ?? '')?.usedAt).toBe(wall);
    const again = await refresh(shop, first.refresh_token);
    expect(again.status).toBe(200);
    expect(again.body.refresh_token).not.toBe(first.refresh_token);
  });

  test('but not when the fault is meant for the Admin API', async () => {
    const shop = installed();
    faults.set({ kind: '5xx' });
    expect((await exchange(shop, sessionToken(shop))).status).toBe(200);
    faults.set(null);
  });
});
