/** Who may call what extensions of checkout and customers' pages call: a shopper of this store; and what they learn of an order that is not theirs. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AttackedWorld, startAttackedWorld } from '../support/attacked-world.ts';
import { extensionToken, send, sessionToken } from '../support/attacker.ts';
import { digits } from '../support/points-book.ts';
import type { TestStore } from '../support/world.ts';

const MARK = 'Zebrafinch';

let world: AttackedWorld;
let store: TestStore;
let other: TestStore;
/** The order's own customer, somebody else of the store, somebody of another store: gids. */
let owner: string;
let stranger: string;
let foreigner: string;
let order: string;
beforeAll(async () => {
  world = await startAttackedWorld();
  world.secret(MARK);
  [store, other] = [await world.shop(), await world.shop()];
  [owner, stranger, foreigner] = [
    await store.customer({ firstName: MARK }),
    await store.customer(),
    await other.customer(),
  ];
  await other.buy(foreigner, '5.00');
  const placed = await store.order({
    customer: owner,
    lines: [{ title: `${MARK} coffee`, price: '40.00', quantity: 1 }],
  });
  order = placed.id;
  await world.sim('POST', 'orders/fulfil', { order, company: 'UPS', number: `1Z${MARK}` });
  await world.settle();
});
afterAll(() => world.stop());

const options = () => ({ domain: store.domain, apiKey: world.apiKey, secret: world.apiSecret });
const token = (claims: Record<string, unknown> = {}, header?: Record<string, unknown>) =>
  extensionToken(options(), claims, header);
const ask = (bearer: string, id = order, of = 'order') =>
  send(world.appUrl, `/ext/${of}?order=${encodeURIComponent(id)}`, { headers: { authorization: `Bearer ${bearer}` } });
const tell = (bearer: string, body: object) =>
  send(world.appUrl, '/ext/seen', {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('its own customer sees the parcel with what is in it, and nobody else more than how far it is and what it brought', async () => {
  const own = await ask(token({ sub: owner }));
  expect(own.status).toBe(200);
  expect(JSON.parse(own.body)).toMatchObject({
    state: 'known',
    points: { points: 40 },
    where: { stage: 'shipped' },
    own: { parcels: [{ carrier: 'UPS', numbers: [{ number: `1Z${MARK}` }], items: [{ title: `${MARK} coffee` }] }] },
  });
  expect(own.headers['cache-control']).toBe('private, no-store');
  for (const sub of [undefined, stranger, foreigner]) {
    const answer = await ask(token({ sub }));
    expect(JSON.parse(answer.body)).toMatchObject({
      state: 'known',
      points: { points: 40 },
      where: { stage: 'shipped' },
      own: null,
    });
    expect(answer.body).not.toMatch(/Zebrafinch|track|UPS/);
    expect(answer.body).not.toContain(digits(owner));
  }
});

test('an order of another store, one that nobody has, and what is no order are told apart by nobody', async () => {
  const there = extensionToken({ ...options(), domain: other.domain }, { sub: foreigner });
  for (const id of [order, 'gid://shopify/Order/1', 'gid://shopify/OrderIdentity/820000000099999999'])
    expect(JSON.parse((await ask(there, id)).body)).toEqual({ state: 'counting' });
  // Of the same number, under a customer's id of this store.
  const claimed = extensionToken({ ...options(), domain: other.domain }, { sub: owner });
  expect(JSON.parse((await ask(claimed)).body)).toEqual({ state: 'counting' });
  for (const id of ['', '1 or 1=1', 'gid://shopify/Order/', '../../api/home', '1'.repeat(400)])
    expect((await ask(token(), id)).status).toBe(422);
  expect((await ask(token({ sub: owner }), order, 'orders')).status).toBe(404);
});

const now = Math.floor(Date.now() / 1000);
test.each<[what: string, make: () => string]>([
  ['that has ended', () => token({ exp: now - 60, nbf: now - 360, iat: now - 360 })],
  ['that is not valid yet', () => token({ nbf: now + 600 })],
  ['that never ends', () => token({ exp: undefined })],
  ['for another app', () => token({ aud: 'another' })],
  ['for nobody', () => token({ aud: undefined })],
  ['for several apps', () => token({ aud: [world.apiKey, 'another'] })],
  ['of two stores', () => token({ iss: `https://${other.domain}` })],
  ['without a store', () => token({ dest: undefined })],
  ['with a path behind the store', () => token({ dest: `${store.domain}/x` })],
  ['with another host behind the store', () => token({ dest: `${store.domain}.evil.example` })],
  ['of a member of the staff', () => sessionToken(options())],
  ['of a number', () => token({ sub: digits(owner) })],
  ['of another kind of thing', () => token({ sub: owner.replace('Customer', 'Company') })],
  ['signed by another secret', () => extensionToken({ ...options(), secret: 'guessed' }, { sub: owner })],
  ['that needs no signature', () => token({ sub: owner }, { alg: 'none', typ: 'JWT' })],
  ['that needs no signature, in other letters', () => token({ sub: owner }, { alg: 'NoNe', typ: 'JWT' })],
  ['that says HS512 over an HMAC of 256 bits', () => token({ sub: owner }, { alg: 'HS512', typ: 'JWT' })],
  ['whose signature is cut', () => token({ sub: owner }).slice(0, -8)],
  ['that is no token', () => 'x'],
])('a token %s is refused', async (_what, make) => {
  expect(await ask(make())).toMatchObject({ status: 401, body: expect.not.stringContaining('known') });
  expect((await tell(make(), { order, surface: 'order_status', kind: 'view' })).status).toBe(401);
});

test('a token of a shopper opens nothing but what is for shoppers, and one of the previous secret is good during a rotation', async () => {
  const bearer = token({ sub: owner });
  for (const path of ['/api/home', '/api/surveys', `/api/customers/${digits(owner)}`])
    expect((await send(world.appUrl, path, { headers: { authorization: `Bearer ${bearer}` } })).status).toBe(401);
  expect((await ask(extensionToken({ ...options(), secret: world.previousSecret }))).status).toBe(200);
  expect(
    (await send(world.appUrl, `/ext/order?order=${digits(order)}&token=${bearer}&id_token=${bearer}`)).status,
  ).toBe(401);
});

test('a store that never opened the app is not installed by a shopper', async () => {
  const nowhere = extensionToken({ ...options(), domain: 'never-opened.myshopify.com' });
  expect((await ask(nowhere)).status).toBe(404);
  expect(world.logged()).not.toContain('never-opened');
});

test('clicks are believed of the order’s own customer alone, and nonsense of nobody', async () => {
  const click = { order, surface: 'order_status', kind: 'click', product: '1' };
  for (const sub of [undefined, stranger, owner]) expect((await tell(token({ sub }), click)).status).toBe(200);
  const results = await store.admin<{ total: { clicks: number } }>('GET', '/api/tracking/results');
  expect(results.total.clicks).toBe(1);
  for (const body of [{}, { order }, { ...click, surface: 'tracking_page' }, { ...click, kind: 'cart' }, [click]])
    expect((await tell(token({ sub: owner }), body)).status).toBe(422);
  expect((await tell(token({ sub: owner }), { ...click, order: 'gid://shopify/Order/1' })).body).toBe(
    '{"offer":false}',
  );
});
