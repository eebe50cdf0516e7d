/** The app proxy: a query that Shopify signed says which store and which shopper. Everything else in it belongs to whoever clicked. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AttackedWorld, startAttackedWorld } from '../support/attacked-world.ts';
import { proxyParameters, querySignature, send, signedQuery } from '../support/attacker.ts';
import { digits } from '../support/points-book.ts';
import type { TestStore } from '../support/world.ts';

let world: AttackedWorld;
let store: TestStore;
let other: TestStore;
/** Digits. One with points in `store`, one with points in `other`. */
let shopper: string;
let stranger: string;
beforeAll(async () => {
  world = await startAttackedWorld();
  store = await world.shop();
  other = await world.shop();
  shopper = await member(store, 4_711);
  stranger = await member(other, 8_123);
});
afterAll(() => world.stop());

async function member(of: TestStore, points: number): Promise<string> {
  const customer = digits(await of.customer());
  await world.settle();
  await of.admin('POST', `/api/customers/${customer}/adjust`, { points, reason: 'Welcome', key: 'k' });
  return customer;
}

type Pairs = [string, string][];
const me = (query: string, path = '/proxy/me') => send(world.appUrl, `${path}?${query}`);
/** Of Shopify's own parameters, with some changed. */
const own = (changes: Record<string, string> = {}, customer = shopper): Pairs =>
  proxyParameters(store.domain, customer, changes);
const signed = (pairs: Pairs, secret = world.apiSecret) => signedQuery(pairs, secret);
const seconds = (ahead: number) => String(Math.floor(Date.now() / 1000) + ahead);

test('what Shopify signed opens the door, as this shopper and nobody else', async () => {
  const answer = await me(signed(own()));
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({ available: 4_711 });
  expect(answer.headers['cache-control']).toBe('private, no-store');
  expect((await me(signed(own(), world.previousSecret))).status).toBe(200);
});

describe('a query is refused', () => {
  const without = (name: string) => own().filter(([key]) => key !== name);
  test.each<[what: string, query: () => string]>([
    ['without anything', () => ''],
    ['without a signature', () => new URLSearchParams(own()).toString()],
    ['with an empty signature', () => `${new URLSearchParams(own())}&signature=`],
    [
      'with half a signature',
      () => `${new URLSearchParams(own())}&signature=${querySignature(own(), world.apiSecret).slice(0, 32)}`,
    ],
    [
      'with a signature in capitals',
      () => `${new URLSearchParams(own())}&signature=${querySignature(own(), world.apiSecret).toUpperCase()}`,
    ],
    ['with two signatures', () => `${signed(own())}&signature=${querySignature(own(), world.apiSecret)}`],
    ['with a list of signatures', () => signed(own()).replace('signature=', 'signature[]=')],
    ['signed by another secret', () => signed(own(), 'guessed')],
    ['signed by nothing', () => signed(own(), '')],
    [
      'signed as Shopify signs admin pages',
      () => `${new URLSearchParams(own())}&hmac=${querySignature(own(), world.apiSecret)}`,
    ],
    ['that is old', () => signed(own({ timestamp: seconds(-95) }))],
    // So far ahead that it is still to come when a slow machine looks at it.
    ['of the future', () => signed(own({ timestamp: seconds(600) }))],
    ['without a time', () => signed(without('timestamp'))],
    ['at a time in other digits', () => signed(own({ timestamp: '１７００００００００' }))],
    ['at a time that is no number', () => signed(own({ timestamp: 'NaN' }))],
    ['at a negative time', () => signed(own({ timestamp: '-1' }))],
    ['at a time with decimals', () => signed(own({ timestamp: `${seconds(0)}.0` }))],
    ['without a store', () => signed(without('shop'))],
    ['of what is no store', () => signed(own({ shop: 'evil.example' }))],
    ['of a store with a slash', () => signed(own({ shop: `${store.domain}/` }))],
    ['of a store in capitals', () => signed(own({ shop: store.domain.toUpperCase() }))],
    ['with a place that is no path', () => signed(own({ path_prefix: 'https://evil.example/x' }))],
    ['with a place that leaves its own', () => signed(own({ path_prefix: '/apps/../admin' }))],
    ['with a place that breaks the line', () => signed(own({ path_prefix: '/apps/x\r\nSet-Cookie: a=b' }))],
    ['with a place that is markup', () => signed(own({ path_prefix: '/apps/"><script>' }))],
    ['with a place that is Liquid', () => signed(own({ path_prefix: '/apps/{{shop.email}}' }))],
    ['for a shopper whose id is no id', () => signed(own({}, '1 or 1=1'))],
    ['for a shopper of another kind', () => signed(own({}, '-1'))],
    ['of two shops', () => signed([...own(), ['shop', other.domain]])],
    ['of two shoppers', () => signed([...own(), ['logged_in_customer_id', stranger]])],
    ['of two times', () => signed([...own(), ['timestamp', seconds(0)]])],
    ['of two places', () => signed([...own(), ['path_prefix', '/apps/other']])],
    ['with the shopper put in front by hand', () => `logged_in_customer_id=${stranger}&${signed(own())}`],
    ['with the shopper put behind by hand', () => `${signed(own())}&logged_in_customer_id=${stranger}`],
    ['with the shopper as a list', () => `${signed(own())}&logged_in_customer_id[]=${stranger}`],
    [
      'with the shopper exchanged',
      () => signed(own()).replace(`logged_in_customer_id=${shopper}`, `logged_in_customer_id=${stranger}`),
    ],
    [
      'with a shopper where nobody was logged in',
      () => signed(own({}, '')).replace('logged_in_customer_id=', `logged_in_customer_id=${stranger}`),
    ],
    ['with the store exchanged', () => signed(own()).replace(encodeURIComponent(store.domain), other.domain)],
    ['with something added', () => `${signed(own())}&page=2`],
    ['with something taken away', () => signed([...own(), ['page', '2']]).replace('&page=2', '')],
    [
      'with a name in other letters',
      () => signed(own()).replace('shop=', '%73hop=').replace('timestamp=', 'Timestamp='),
    ],
    [
      'cut anew between a value and the next name',
      () => signed([...own({}, ''), ['a', 'x']]).replace('a=x', 'a=xlogged_in_customer_id=1'),
    ],
  ])('%s', async (_what, query) => {
    for (const path of ['/proxy/me', '/proxy/history']) {
      const answer = await me(query(), path);
      expect(answer).toMatchObject({ status: 401, body: '{"error":"Not signed by Shopify.","code":"unauthorized"}' });
    }
  });

  test('that a shopper has prepared so that it can be cut into pairs in another way', async () => {
    const time = seconds(0);
    const prepared = `xlogged_in_customer_id=${stranger}path_prefix=/apps/regularsshop=${other.domain}timestamp=${time}z=`;
    const honest: Pairs = [['a', prepared], ...own({ timestamp: time }, '')];
    const forged: Pairs = [
      ['a', 'x'],
      ...proxyParameters(other.domain, stranger, { timestamp: time }),
      ['z', `logged_in_customer_id=path_prefix=/apps/regularsshop=${store.domain}timestamp=${time}`],
    ];
    // It is a real attack: Shopify's way of signing gives both the same signature.
    expect(querySignature(forged, world.apiSecret)).toBe(querySignature(honest, world.apiSecret));
    expect((await me(signed(forged))).status).toBe(401);
  });
});

describe('a query is understood in every way in which Shopify may write it', () => {
  test.each<[what: string, query: () => string]>([
    ['in another order', () => new URLSearchParams([...new URLSearchParams(signed(own()))].reverse()).toString()],
    ['with every letter encoded', () => encodeAll(signed(own()))],
    ['with lists of its own', () => signed([...own(), ['tag', 'a'], ['tag', 'b'], ['tag', 'a,b']])],
    [
      'with names of which one begins the other',
      () => signed([...own(), ['page', '2'], ['page2', '3'], ['Page', '4']]),
    ],
    ['with signs in values', () => signed([...own(), ['q', 'a&b=c+d%e#f/?ü 💐']])],
  ])('%s', async (_what, query) => {
    const answer = await me(query());
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ available: 4_711 });
  });

  function encodeAll(query: string): string {
    const hex = (text: string) =>
      [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    return [...new URLSearchParams(query)].map(([name, value]) => `${hex(name)}=${hex(value)}`).join('&');
  }
});

describe('the shopper', () => {
  test('of one store is nobody in another, whatever the id', async () => {
    const answer = await me(signed(proxyParameters(other.domain, shopper)));
    expect(JSON.parse(answer.body)).toMatchObject({ available: 0, pending: 0, lots: [] });
    const page = await me(signed(proxyParameters(other.domain, shopper)), '/proxy/history');
    expect(page.body).not.toContain('4,711');
  });

  test('cannot say who they are in a parameter of their own, a header or a body', async () => {
    const extra: Pairs = [
      ['customer_id', stranger],
      ['customer', stranger],
      ['id', stranger],
      ['logged_in_customer', stranger],
    ];
    const headers = {
      'x-shopify-logged-in-customer-id': stranger,
      'x-shopify-shop-domain': other.domain,
      'x-customer-id': stranger,
    };
    const answer = await send(world.appUrl, `/proxy/me?${signed([...own(), ...extra])}`, { headers });
    expect(JSON.parse(answer.body)).toMatchObject({ available: 4_711 });
    const guest = await send(world.appUrl, `/proxy/me?${signed([...own({}, ''), ...extra])}`, { headers });
    expect(JSON.parse(guest.body)).toEqual({ available: null });
  });

  test('who adds a shopper in the storefront is given the one who is logged in', async () => {
    for (const added of [
      `logged_in_customer_id=${stranger}`,
      `logged_in_customer_id[]=${stranger}`,
      `signature=x&shop=${other.domain}`,
    ]) {
      const answer = await store.proxy(`/me?${added}`, `gid://shopify/Customer/${shopper}`);
      // Refused, or answered as themselves: never as somebody else.
      if (answer.status === 200) expect(JSON.parse(String(answer.body))).toMatchObject({ available: 4_711 });
      else expect(answer.status).toBe(401);
    }
  });
});

test('a store that nobody knows, and one without the app, are told the same', async () => {
  const gone = await world.shop();
  await world.sim('POST', 'uninstall', { shop: gone.domain });
  await world.settle();
  const answers = await Promise.all(
    [gone.domain, 'never-seen.myshopify.com'].map((domain) => me(signed(proxyParameters(domain, shopper)))),
  );
  expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([
    { status: 404, body: '{"error":"The app is not installed in this store.","code":"not_found"}' },
    { status: 404, body: '{"error":"The app is not installed in this store.","code":"not_found"}' },
  ]);
});

test('what is sent in a body is no part of the signature and stays small', async () => {
  const body = JSON.stringify({ text: 'x'.repeat(70_000) });
  const headers = { 'content-type': 'application/json' };
  const large = await send(world.appUrl, `/proxy/me?${signed(own())}`, { method: 'POST', headers, body });
  expect(large.status).toBe(413);
  const unsigned = await send(world.appUrl, '/proxy/me', { method: 'POST', headers, body });
  expect(unsigned.status).toBe(401);
});
