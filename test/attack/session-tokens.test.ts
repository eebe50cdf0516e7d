/** Who may call the admin API, tried over HTTP: a member of this store's staff, by a token that Shopify made for this app. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { send, sessionToken } from '../support/attacker.ts';
import { type AttackedWorld, startAttackedWorld } from '../support/attacked-world.ts';
import type { TestStore } from '../support/world.ts';

let world: AttackedWorld;
let store: TestStore;
let other: TestStore;
beforeAll(async () => {
  world = await startAttackedWorld();
  store = await world.shop();
  other = await world.shop();
});
afterAll(() => world.stop());

const ask = (authorization: string | string[] | undefined, path = '/api/home') =>
  send(world.appUrl, path, authorization === undefined ? {} : { headers: { authorization } });
const options = () => ({ domain: store.domain, apiKey: world.apiKey, secret: world.apiSecret });
const token = (claims: Record<string, unknown> = {}, header?: Record<string, unknown>) =>
  sessionToken(options(), claims, header);

test('a good token opens the door, and so does one of the previous secret during a rotation', async () => {
  expect((await ask(`Bearer ${token()}`)).status).toBe(200);
  expect((await ask(`Bearer ${sessionToken({ ...options(), secret: world.previousSecret })}`)).status).toBe(200);
});

const now = Math.floor(Date.now() / 1000);
const refused: [what: string, make: () => string][] = [
  ['that has ended', () => token({ exp: now - 60, nbf: now - 120, iat: now - 120 })],
  ['without an end', () => token({ exp: undefined })],
  ['whose end is a text', () => token({ exp: String(now + 60) })],
  ['that is not valid yet', () => token({ nbf: now + 600 })],
  ['of another app', () => token({ aud: 'another-app' })],
  ['of no app', () => token({ aud: undefined })],
  ['of several apps', () => token({ aud: [world.apiKey, 'another-app'] })],
  ['of two stores', () => token({ iss: `https://${other.domain}/admin` })],
  ['for another store than it was issued by', () => token({ dest: `https://${other.domain}` })],
  ['without an issuer', () => token({ iss: undefined })],
  ['without a store', () => token({ dest: undefined })],
  ['of nobody', () => token({ sub: undefined })],
  [
    'of a shopper in the checkout',
    () => token({ iss: undefined, dest: store.domain, sub: 'gid://shopify/Customer/1' }),
  ],
  ['of a shopper, dressed as one of the staff', () => token({ sub: 'gid://shopify/Customer/1' })],
  ['of an account page, without a person', () => token({ iss: undefined, dest: store.domain, sub: undefined })],
  ['whose member of the staff is no number', () => token({ sub: 'admin' })],
  ['with a path behind the store', () => token({ dest: `https://${store.domain}/x` })],
  ['with a port', () => token({ dest: `https://${store.domain}:443`, iss: `https://${store.domain}:443/admin` })],
  ['with a user before the store', () => token({ dest: `https://evil.example@${store.domain}` })],
  ['with the store before another host', () => token(atHost(`${store.domain}.evil.example`))],
  ['with the store as a user of another host', () => token(atHost(`${store.domain}@evil.example`))],
  ['in capital letters', () => token(atHost(store.domain.toUpperCase()))],
  ['over http', () => token({ dest: `http://${store.domain}`, iss: `http://${store.domain}/admin` })],
  ['with several stores', () => token({ dest: [`https://${store.domain}`], iss: [`https://${store.domain}/admin`] })],
  ['signed by another secret', () => sessionToken({ ...options(), secret: 'guessed' })],
  ['signed by nothing', () => sessionToken({ ...options(), secret: '' })],
  ['that needs no signature', () => token({}, { alg: 'none', typ: 'JWT' })],
  ['that needs no signature, in other letters', () => token({}, { alg: 'NoNe', typ: 'JWT' })],
  ['that says RS256 over an HMAC', () => token({}, { alg: 'RS256', typ: 'JWT' })],
  ['that says HS512 over an HMAC of 256 bits', () => token({}, { alg: 'HS512', typ: 'JWT' })],
  ['that brings its own key', () => signedByOwnKey()],
  ['without its signature', () => token().split('.').slice(0, 2).join('.')],
  ['whose signature is cut', () => token().slice(0, -8)],
  ['with a letter changed', () => token().replace(/\.(.)/, (_all, first: string) => `.${first === 'e' ? 'f' : 'e'}`)],
  ['with a fourth part', () => `${token()}.x`],
  ['that is JSON', () => '{"alg":"none"}'],
  ['of 12,000 letters', () => 'e'.repeat(12_000)],
];

function atHost(host: string) {
  return { dest: `https://${host}`, iss: `https://${host}/admin` };
}

/** The key travels in the header, as libraries that trust `jwk` would like it. */
function signedByOwnKey(): string {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [, payload] = token().split('.');
  const header = { alg: 'RS256', typ: 'JWT', jwk: publicKey.export({ format: 'jwk' }) };
  const signed = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

test.each(refused)('a token %s is refused', async (_what, make) => {
  const answer = await ask(`Bearer ${make()}`);
  expect({ status: answer.status, body: JSON.parse(answer.body) as unknown }).toEqual({
    status: 401,
    body: { error: 'The session has ended. Reload the page.', code: 'unauthorized' },
  });
});

test.each([
  ['nothing', () => undefined],
  ['the token without a word before it', () => token()],
  ['another scheme', () => `Basic ${Buffer.from(`admin:${token()}`).toString('base64')}`],
  ['two tokens in one', () => `Bearer ${token()}, Bearer ${token()}`],
  ['an access token of Shopify', () => 'Bearer shpat_0123456789abcdef'],
])('%s in place of a token is refused', async (_what, make) => {
  expect((await ask(make())).status).toBe(401);
});

test('a token counts in the header alone: not in the address, a cookie or a form', async () => {
  const good = token();
  expect((await ask(undefined, `/api/home?id_token=${good}&token=${good}&session=${good}`)).status).toBe(401);
  const cookie = { cookie: `session=${good}; shopify_app_session=${good}`, 'x-shopify-access-token': good };
  expect((await send(world.appUrl, '/api/home', { headers: cookie })).status).toBe(401);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const posted = { method: 'POST', headers: form, body: `id_token=${good}` };
  expect((await send(world.appUrl, '/api/customers/1/adjust', posted)).status).toBe(401);
});

test('tokens that are no tokens cause no call to Shopify and no row', async () => {
  const stranger = 'never-installed.myshopify.com';
  await ask(`Bearer ${sessionToken({ ...options(), domain: stranger, secret: 'guessed' })}`);
  await send(
    world.appUrl,
    `/?shop=${stranger}&embedded=1&id_token=${sessionToken({ ...options(), domain: stranger, secret: 'guessed' })}`,
  );
  expect(world.logged()).not.toContain(stranger);
});

test('the page takes an id token of its own store alone, and shows nothing of a store either way', async () => {
  const page = (shop: string, idToken: string) =>
    send(world.appUrl, `/?shop=${shop}&embedded=1&host=x&id_token=${idToken}`);
  const [own, foreign, none] = [
    await page(store.domain, token()),
    await page(other.domain, token()),
    await page(other.domain, 'x'),
  ];
  expect(foreign.body).toBe(own.body.replaceAll(store.domain, other.domain));
  expect(none.body).toBe(foreign.body);
});
