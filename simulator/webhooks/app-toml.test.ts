import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { addressAtApp, parseAppToml, readAppToml } from './app-toml.ts';

const head = `
name = "Test app"
application_url = "https://app.example.com"
[access_scopes]
scopes = "read_orders, write_customers"
[webhooks]
api_version = "2026-07"
`;
const subscription = (text: string) => `${head}\n[[webhooks.subscriptions]]\nuri = "/hooks"\n${text}`;

test('the app’s own configuration can be deployed', () => {
  const configuration = readAppToml(fileURLToPath(new URL('../../shopify.app.toml', import.meta.url)));
  expect(configuration.subscriptions.map(({ topic }) => topic)).toContain('orders/paid');
  expect(configuration.subscriptions.filter(({ compliance }) => compliance)).toHaveLength(3);
});

test('scopes, subscriptions, proxy and definitions are read', () => {
  const configuration = parseAppToml(`${subscription(`
topics = ["orders/create", "customers/update"]
include_fields = ["id", "total_price"]
filter = "total_price:>10"
name = "big-orders"`)}
[app_proxy]
url = "https://app.example.com/proxy"
prefix = "apps"
subpath = "test"
[customer.metafields.app.points]
type = "json"
name = "Points"`);
  expect(configuration.scopes).toEqual(['read_orders', 'write_customers']);
  expect(configuration.subscriptions).toHaveLength(2);
  expect(configuration.subscriptions[0]).toMatchObject({ topic: 'orders/create', name: 'big-orders' });
  expect(configuration.appProxy?.subpath).toBe('test');
  expect(configuration.metafields).toEqual([
    { owner: 'customer', namespace: '$app', key: 'points', type: 'json', name: 'Points' },
  ]);
});

describe('what a deployment refuses is refused', () => {
  test.each([
    ['a topic without its scope', 'topics = ["products/update"]', /products\/update needs the scope read_products/],
    ['a topic that is not simulated', 'topics = ["carts/update"]', /carts\/update.*not simulated/],
    ['the same subscription twice', 'topics = ["orders/create", "orders/create"]', /subscribed twice/],
    ['no topic at all', '', /needs topics/],
    [
      'a filter on a field that is not sent',
      'topics = ["orders/create"]\ninclude_fields = ["id"]\nfilter = "total_price:>1"',
      /total_price must be in include_fields/,
    ],
    ['a filter that is none', 'topics = ["orders/create"]\nfilter = "(("', /filter/],
    ['a name of 51 characters', `topics = ["orders/create"]\nname = "${'x'.repeat(51)}"`, /50 characters/],
    ['an unknown compliance topic', 'compliance_topics = ["shop/forget"]', /compliance_topics/],
  ])('%s', (_what, text, problem) => {
    expect(() => parseAppToml(subscription(text))).toThrow(problem);
  });
});

test('addresses of the app lie where it listens today; others stay', () => {
  const configuration = { applicationUrl: 'https://app.example.com' };
  const now = 'http://127.0.0.1:3000';
  expect(addressAtApp(configuration, '/hooks?a=1', now)).toBe('http://127.0.0.1:3000/hooks?a=1');
  expect(addressAtApp(configuration, 'https://app.example.com/hooks', now)).toBe('http://127.0.0.1:3000/hooks');
  expect(addressAtApp(configuration, 'https://elsewhere.example/hooks', now)).toBe('https://elsewhere.example/hooks');
  expect(addressAtApp(configuration, '/hooks', null)).toBeNull();
});
