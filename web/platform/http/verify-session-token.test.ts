import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSessionTokenVerifier } from './verify-session-token.ts';

const verify = createSessionTokenVerifier({
  apiKey: 'key',
  apiSecrets: ['newer', 'older'],
  appUrl: 'https://app.example.com',
});
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(
  changes: Record<string, unknown> = {},
  secret = 'newer',
  header: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' },
) {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: 'https://coffee.myshopify.com/admin',
    dest: 'https://coffee.myshopify.com',
    aud: 'key',
    sub: '42',
    exp: now + 60,
    nbf: now,
    iat: now,
    jti: 'j',
    sid: 's',
    ...changes,
  };
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${header.alg === 'none' ? '' : createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

test('a token says which store and which member of its staff', async () => {
  expect(await verify(token())).toEqual({ domain: 'coffee.myshopify.com', staffId: '42' });
});

test('during a rotation the previous secret is good too', async () => {
  expect(await verify(token({}, 'older'))).not.toBeNull();
});

const past = Math.floor(Date.now() / 1000) - 300;
test.each([
  ['one that has ended', token({ exp: past })],
  ['one that never ends', token({ exp: undefined })],
  ['one that is not valid yet', token({ nbf: past + 900 })],
  ['one for another app', token({ aud: 'another' })],
  ['one signed by somebody else', token({}, 'guessed')],
  ['one that is not signed', token({}, '', { alg: 'none' })],
  ['one whose issuer is another store', token({ iss: 'https://tea.myshopify.com/admin' })],
  [
    'one for a host that only looks like a store',
    token({
      dest: 'https://coffee.myshopify.com.evil.example',
      iss: 'https://coffee.myshopify.com.evil.example/admin',
    }),
  ],
  ['one with a path behind the store', token({ dest: 'https://coffee.myshopify.com/x' })],
  ['one of nobody', token({ sub: '' })],
  ['one of a shopper', token({ sub: 'gid://shopify/Customer/42' })],
  ['one whose bearer is a number', token({ sub: 42 })],
  ['what is no token', 'abc'],
])('%s is refused', async (_what, text) => {
  expect(await verify(text)).toBeNull();
});
