import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyProxyQuery } from './verify-proxy-query.ts';

const secret = 'hush';
const at = 1_700_000_000;
const own = {
  shop: 'coffee.myshopify.com',
  path_prefix: '/apps/regulars',
  timestamp: String(at),
  logged_in_customer_id: '632910392000000001',
};

/** As Shopify's documents describe it, written down a second time. */
function sign(pairs: [string, string][], key = secret): string {
  const byKey = new Map<string, string[]>();
  for (const [name, value] of pairs) byKey.set(name, [...(byKey.get(name) ?? []), value]);
  const text = [...byKey].map(([name, values]) => `${name}=${values.join(',')}`);
  return createHmac('sha256', key)
    .update(text.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).join(''))
    .digest('hex');
}
const query = (pairs: [string, string][], signature = sign(pairs)) =>
  new URLSearchParams([...pairs, ['signature', signature]]).toString();
const entries = (changes: Record<string, string> = {}) => Object.entries({ ...own, ...changes });
const verify = (raw: string, secrets = [secret], wallNow = at * 1000) => verifyProxyQuery(raw, secrets, wallNow);

test("Shopify's own example is signed right, and refused for its age only", () => {
  const example =
    'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb';
  expect(verify(example, ['hush'], 1_317_327_555_000)).toMatchObject({
    domain: 'shop-name.myshopify.com',
    customerId: '1',
    pathPrefix: '/apps/awesome_reviews',
  });
  expect(verify(example, ['hush'], 1_317_327_555_000 + 91_000)).toBeNull();
});

test('an empty customer id means that nobody is logged in', () => {
  expect(verify(query(entries({ logged_in_customer_id: '' })))).toMatchObject({ customerId: null });
});

test("the shopper's own parameters are passed on, Shopify's are not", () => {
  const verified = verify(query([...entries(), ['page', '2'], ['page2', 'x'], ['Tag', 'a'], ['Tag', 'b']]));
  expect([...(verified?.query ?? [])]).toEqual([
    ['page', '2'],
    ['page2', 'x'],
    ['Tag', 'a'],
    ['Tag', 'b'],
  ]);
});

test('the previous secret is good during a rotation, an unknown one never', () => {
  const raw = query(entries(), sign(entries(), 'older'));
  expect(verify(raw, ['newer', 'older'])).not.toBeNull();
  expect(verify(raw, ['newer'])).toBeNull();
});

test('a signature is good for ninety seconds on either side', () => {
  const raw = query(entries());
  expect(verify(raw, [secret], at * 1000 + 90_000)).not.toBeNull();
  expect(verify(raw, [secret], at * 1000 - 90_000)).not.toBeNull();
  expect(verify(raw, [secret], at * 1000 + 90_001)).toBeNull();
  expect(verify(raw, [secret], at * 1000 - 90_001)).toBeNull();
});

test.each([
  ['no signature', new URLSearchParams(entries()).toString()],
  ['two signatures', `${query(entries())}&signature=${sign(entries())}`],
  ['a signature of another length', query(entries(), 'ab')],
  ['another customer than was signed', query(entries({ logged_in_customer_id: '2' }), sign(entries()))],
  ['two shops', query([...entries(), ['shop', 'tea.myshopify.com']])],
  ['an array of shops', query([...entries(), ['shop[]', 'tea.myshopify.com']], sign(entries()))],
  ['two customers', query([...entries(), ['logged_in_customer_id', '2']])],
  ['a shop that is none', query(entries({ shop: 'coffee.myshopify.com.evil.example' }))],
  ['a customer id that is none', query(entries({ logged_in_customer_id: '1 or 1=1' }))],
  ['a time that is none', query(entries({ timestamp: '1e9' }))],
  ['nothing at all', ''],
])('%s is refused', (_what, raw) => {
  expect(verify(raw)).toBeNull();
});

test('a signed query that a shopper has cut anew, to become somebody else, is refused', () => {
  // What the shopper may choose: the value of `a`. Shopify signs it with the shopper's own (empty) customer id.
  const prepared = 'xlogged_in_customer_id=999path_prefix=/apps/regularsshop=tea.myshopify.comtimestamp=1700000000z=';
  const honest: [string, string][] = [['a', prepared], ...entries({ logged_in_customer_id: '' })];
  const signature = sign(honest);
  const forged: [string, string][] = [
    ['a', 'x'],
    ['logged_in_customer_id', '999'],
    ['path_prefix', '/apps/regulars'],
    ['shop', 'tea.myshopify.com'],
    ['timestamp', '1700000000'],
    ['z', 'logged_in_customer_id=path_prefix=/apps/regularsshop=coffee.myshopify.comtimestamp=1700000000'],
  ];
  expect(sign(forged)).toBe(signature);
  expect(verify(query(forged, signature))).toBeNull();
  expect(verify(query(honest, signature))).toBeNull();
});

test('whatever a shopper adds, it is still verified, and the shopper stays who they are', () => {
  const name = fc
    .string({ minLength: 1, maxLength: 12, unit: 'grapheme-ascii' })
    .filter((text) => !(text in own) && text !== 'signature');
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string({ unit: 'grapheme', maxLength: 12 }))), (extra) => {
      const pairs: [string, string][] = [...entries(), ...extra];
      expect(verify(query(pairs))).toMatchObject({ domain: own.shop, customerId: own.logged_in_customer_id });
    }),
  );
});
