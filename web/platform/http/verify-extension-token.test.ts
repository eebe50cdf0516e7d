import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createExtensionTokenVerifier } from './verify-extension-token.ts';

const verify = createExtensionTokenVerifier({
  apiKey: 'key',
  apiSecrets: ['newer', 'older'],
  appUrl: 'https://app.example.com',
});
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = Math.floor(Date.now() / 1000);

/** As Shopify documents it: five minutes, the store without `https://`, no issuer, and nobody unless somebody is logged in. */
function token(
  changes: Record<string, unknown> = {},
  secret = 'newer',
  header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' },
) {
  const payload = {
    dest: 'coffee.myshopify.com',
    aud: 'key',
    exp: now + 300,
    nbf: now,
    iat: now,
    jti: 'j',
    ...changes,
  };
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${header.alg === 'none' ? '' : createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

test.each([
  ['of nobody', {}, null],
  ['of a customer', { sub: 'gid://shopify/Customer/820000000000000038' }, '820000000000000038'],
  ['with the address of its store', { dest: 'https://coffee.myshopify.com' }, null],
  ['with an issuer, which is the store', { iss: 'https://coffee.myshopify.com/checkouts' }, null],
  ['with an issuer, which is Shopify', { iss: 'https://shopify.com' }, null],
])('a token %s says which store and who is logged in', async (_what, changes, customerId) => {
  expect(await verify(token(changes))).toEqual({ domain: 'coffee.myshopify.com', customerId });
});

test('during a rotation the previous secret is good too', async () => {
  expect(await verify(token({}, 'older'))).not.toBeNull();
});

test.each([
  ['one that has ended', token({ exp: now - 60 })],
  ['one that never ends', token({ exp: undefined })],
  ['one that is not valid yet', token({ nbf: now + 600 })],
  ['one for another app', token({ aud: 'another' })],
  ['one signed by somebody else', token({}, 'guessed')],
  ['one that is not signed', token({}, '', { alg: 'none' })],
  ['one whose issuer is another store', token({ iss: 'https://tea.myshopify.com/admin' })],
  ['one without a store', token({ dest: undefined })],
  ['one for a host that only looks like a store', token({ dest: 'coffee.myshopify.com.evil.example' })],
  ['one with a path behind the store', token({ dest: 'https://coffee.myshopify.com/x' })],
  ['one over http', token({ dest: 'http://coffee.myshopify.com' })],
  ['one of a member of the staff', token({ sub: '42' })],
  ['one of something else than a customer', token({ sub: 'gid://shopify/Company/42' })],
  ['one whose customer is none', token({ sub: 'gid://shopify/Customer/42?x=1' })],
  ['one whose customer is nothing', token({ sub: null })],
  ['what is no token', 'abc'],
])('%s is refused', async (_what, text) => {
  expect(await verify(text)).toBeNull();
});
