import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../context.ts';
import { createCustomer } from '../world/customers.ts';
import type { Shop } from '../world/types.ts';
import { addProduct, makeShop, makeSimulator, START } from '../storefront/storefront.fixture.ts';
import { createAdminPage } from './create-admin-page.ts';
import { frameAddress } from './frame-address.ts';
import { texts } from './texts.ts';
import { readWish } from './theme-editor.ts';

describe('the simulated admin', () => {
  let simulator: Simulator;
  let shop: Shop;
  let appUrl: string | null;
  let url: string;
  let close: () => Promise<void>;
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url + path, { headers, redirect: 'manual' });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const frameOf = (page: string) =>
    new URL((/<iframe[^>]* src="([^"]*)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&'));

  beforeEach(async () => {
    appUrl = 'http://127.0.0.1:3000';
    simulator = makeSimulator({ url: () => appUrl });
    shop = makeShop(simulator, 'coffee', 'VND', 'vi');
    const app = express().use(createAdminPage(simulator));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    url = `http://127.0.0.1:${address.port}`;
    close = async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    };
  });
  afterEach(() => close());

  it('frames the app at its own route, with Shopify’s parameters, signed', async () => {
    const { text } = await get('/store/coffee/apps/fixture/customers/7?query=lan&shop=evil.test&locale=en');
    const frame = frameOf(text);
    expect(frame.origin).toBe('http://127.0.0.1:3000');
    expect(frame.pathname).toBe('/customers/7');
    expect(Object.fromEntries(frame.searchParams)).toMatchObject({
      query: 'lan',
      shop: 'coffee.myshopify.com',
      embedded: '1',
      locale: 'en',
      timestamp: String(START / 1000),
    });
    expect(Buffer.from(frame.searchParams.get('host') ?? '', 'base64').toString()).toBe(
      'admin.shopify.com/store/coffee',
    );
    expect(frame.searchParams.getAll('shop')).toHaveLength(1);
    const sorted = [...frame.searchParams].filter(([name]) => name !== 'hmac').sort(([a], [b]) => (a < b ? -1 : 1));
    const message = sorted.map(([name, value]) => `${name}=${value}`).join('&');
    expect(createHmac('sha256', 'hush').update(message).digest('hex')).toBe(frame.searchParams.get('hmac'));
  });

  it('gives session tokens of one minute on wall time, made for this store and this app', async () => {
    const { text, headers } = await get('/store/coffee/session-token');
    const { token } = JSON.parse(text);
    const [head, body, mark] = token.split('.');
    expect(createHmac('sha256', 'hush').update(`${head}.${body}`).digest('base64url')).toBe(mark);
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    expect(claims).toMatchObject({
      dest: 'https://coffee.myshopify.com',
      iss: 'https://coffee.myshopify.com/admin',
      aud: 'key',
    });
    expect(claims.exp - claims.iat).toBe(60);
    expect(claims.iat).toBe(START / 1000);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('gives none where the app is not installed, and offers to install it', async () => {
    shop.install = null;
    expect((await get('/store/coffee/session-token')).status).toBe(403);
    const { text } = await get('/store/coffee/apps/fixture');
    expect(text).toContain(texts.vi.notInstalledTitle);
    expect(text).not.toContain('<iframe');
  });

  it('says that the app is not running', async () => {
    appUrl = null;
    expect((await get('/store/coffee/apps/fixture')).text).toContain(texts.vi.downTitle);
  });

  it('speaks the store’s language, the one that was chosen before, or the one in the address', async () => {
    const languageOf = async (path: string, cookie = '') =>
      /<html lang="(\w+)"/.exec((await get(path, { Cookie: cookie })).text)?.[1];
    expect(await languageOf('/store/coffee/apps/fixture')).toBe('vi');
    expect(await languageOf('/store/coffee/apps/fixture', 'admin_locale=en')).toBe('en');
    expect(await languageOf('/store/coffee/apps/fixture?locale=en', 'admin_locale=vi')).toBe('en');
    expect(await languageOf('/store/coffee/apps/fixture?locale=xx')).toBe('vi');
  });

  it('finds what the picker asks for, whatever case and accents, and what was chosen before', async () => {
    addProduct(simulator, shop, 'Cà phê sữa đá', 45_000);
    const tea = addProduct(simulator, shop, 'Trà', 30_000, 50_000);
    createCustomer(simulator.world, shop, { email: 'lan@example.com', firstName: 'Lan' });
    const find = async (query: string) => JSON.parse((await get(`/store/coffee/resources?${query}`)).text);
    const titles = ({ resources }: { resources: { title: string }[] }) => resources.map(({ title }) => title);
    expect(titles(await find('type=product&query=ca+phe+DA'))).toEqual(['Cà phê sữa đá']);
    expect((await find('type=variant&query=tra')).resources).toHaveLength(2);
    expect((await find('type=product')).resources[1].data.variants[1]).toMatchObject({ price: '50000' });
    expect(titles(await find('type=customer&query=lan'))).toEqual(['Lan']);
    expect(
      titles({ resources: (await find(`type=product&query=phe&ids=gid://shopify/Product/${tea.id}`)).selected }),
    ).toEqual(['Trà']);
    expect((await get('/store/coffee/resources?type=order')).status).toBe(422);
  });

  it('serves its App Bridge to pages of other origins, and 404 for a store that is none', async () => {
    const script = await get('/app-bridge.js');
    expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect((await get('/store/none/apps/fixture')).status).toBe(404);
  });
});

describe('frameAddress', () => {
  it('never hands the token to another host than the app’s', () => {
    const input = {
      appUrl: 'http://127.0.0.1:3000',
      shopDomain: 'a.myshopify.com',
      locale: 'en',
      idToken: 't',
      sessionId: 's',
      apiSecret: 'x',
      wallNow: 0,
    };
    for (const path of ['//evil.test/', '/\\evil.test/', 'http://evil.test/']) {
      expect(new URL(frameAddress({ ...input, path })).origin).toBe('http://127.0.0.1:3000');
    }
  });
});

describe('deep links of the theme editor', () => {
  it.each([
    ['template=product&addAppBlockId=key/points&target=mainSection', { block: 'points', template: 'product' }],
    [
      'addAppBlockId=key/points&target=sectionGroup:header&template=index',
      { block: 'points', template: 'group:header' },
    ],
    ['context=apps&template=index&activateAppId=key/embed', { block: 'embed', template: 'index' }],
    ['', { block: null, template: null }],
  ])('%s', (query, wish) => {
    expect(readWish(new URLSearchParams(query))).toEqual(wish);
  });
});

it('says everything in both languages', () => {
  const keys = (value: object): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' ? keys(inner).map((each) => `${key}.${each}`) : [key],
    );
  expect(keys(texts.vi)).toEqual(keys(texts.en));
});
