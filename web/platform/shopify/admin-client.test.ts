import { expect, test } from 'vitest';
import { z } from 'zod';
import { fakeShopify, type Reply } from '../../../test/support/fake-shopify.ts';
import { ShopUnavailable } from '../kit/errors.ts';
import type { ShopDomain, ShopId } from '../kit/ids.ts';
import { createLog } from '../kit/log.ts';
import { defineOperation } from './admin-api.ts';
import { createAdminApi } from './admin-client.ts';
import { createBulkResults } from './bulk-result.ts';
import { createStoreFetch } from './store-fetch.ts';

const name = defineOperation<{ id: string }>()(
  'query Name($id: ID!) { customer(id: $id) { name } }',
  z.object({ name: z.string() }),
);
const create = defineOperation()('mutation Create { create { id } }', z.object({ id: z.string() }));
const set = defineOperation()('mutation Set { set { id } }', z.object({ id: z.string() }), { repeatable: true });
const shopId = 1 as ShopId;
const good: Reply = { body: { data: { name: 'Ann', id: '1' } } };

function api(...replies: Reply[]) {
  const fake = fakeShopify((_asked, count) => replies[Math.min(count, replies.length) - 1] ?? good);
  const waited: number[] = [];
  const renewed: number[] = [];
  const admin = createAdminApi({
    openBulkResult: createBulkResults(null),
    storeFetch: fake.fetch,
    log: createLog('silent'),
    pause: async (ms) => void waited.push(ms),
    tokens: {
      get: async () => ({ domain: 'coffee.myshopify.com' as ShopDomain, token: 'first', version: 1 }),
      async renew(_shopId, version) {
        renewed.push(version);
        return { domain: 'coffee.myshopify.com' as ShopDomain, token: 'second', version: version + 1 };
      },
    },
  });
  return { admin, waited, renewed, asked: fake.asked };
}
const throttled = (requested: number, available: number): Reply => ({
  body: {
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: {
      cost: {
        requestedQueryCost: requested,
        throttleStatus: { maximumAvailable: 2000, currentlyAvailable: available, restoreRate: 100 },
      },
    },
  },
});
const lost = () => new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
const refusedConnection = () =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }) });

test('an operation goes to the store with its token, and its answer is checked', async () => {
  const { admin, asked } = api(good);
  expect(await admin.graphql(shopId, name, { id: 'gid://shopify/Customer/1' })).toEqual({ name: 'Ann' });
  expect(asked[0]).toMatchObject({
    domain: 'coffee.myshopify.com',
    path: '/admin/api/2026-07/graphql.json',
    headers: { 'x-shopify-access-token': 'first' },
    body: { operationName: 'Name', variables: { id: 'gid://shopify/Customer/1' } },
  });
});

test('an answer of another shape is an error, not data', async () => {
  const { admin } = api({ body: { data: { name: null } } });
  await expect(admin.graphql(shopId, name, { id: '1' })).rejects.toMatchObject({ reason: 'unexpected' });
});

test("throttling is waited out by Shopify's own figures", async () => {
  const { admin, waited } = api(throttled(350, 50), throttled(350, 340), good);
  await admin.graphql(shopId, create, {});
  expect(waited).toEqual([3_000, 100]);
});

test('throttling without end is given up', async () => {
  const { admin, asked } = api(throttled(100, 0));
  await expect(admin.graphql(shopId, name, { id: '1' })).rejects.toMatchObject({ reason: 'throttled' });
  expect(asked).toHaveLength(10);
});

test('too many requests are tried again after the seconds that Shopify names', async () => {
  const { admin, waited } = api({ status: 429, headers: { 'retry-after': '2' }, body: '' }, good);
  await admin.graphql(shopId, create, {});
  expect(waited).toEqual([2_000]);
});

test('a query and a repeatable mutation survive an outage', async () => {
  const outage: Reply[] = [{ status: 502, body: 'bad gateway' }, lost(), { body: 'no json' }, good];
  const query = api(...outage);
  await query.admin.graphql(shopId, name, { id: '1' });
  expect(query.waited).toEqual([200, 400, 800]);
  const mutation = api(...outage);
  await mutation.admin.graphql(shopId, set, {});
  expect(mutation.waited).toEqual([200, 400, 800]);
});

test('a mutation that may have been done is not sent again', async () => {
  for (const reply of [lost(), { status: 500, body: '' }]) {
    const { admin, asked } = api(reply);
    await expect(admin.graphql(shopId, create, {})).rejects.toMatchObject({ reason: 'outage' });
    expect(asked).toHaveLength(1);
  }
});

test('a mutation that never reached Shopify is sent again', async () => {
  const { admin, asked } = api(refusedConnection(), good);
  await admin.graphql(shopId, create, {});
  expect(asked).toHaveLength(2);
});

test('an outage without end is given up after a few tries', async () => {
  const { admin, asked } = api({ status: 503, body: '' });
  await expect(admin.graphql(shopId, name, { id: '1' })).rejects.toMatchObject({ reason: 'outage', status: 502 });
  expect(asked).toHaveLength(5);
});

test('a token that is refused is renewed once', async () => {
  const { admin, renewed, asked } = api({ status: 401, body: '' }, good);
  await admin.graphql(shopId, create, {});
  expect(renewed).toEqual([1]);
  expect(asked[1]?.headers['x-shopify-access-token']).toBe('second');
  const hopeless = api({ status: 401, body: '' });
  await expect(hopeless.admin.graphql(shopId, create, {})).rejects.toMatchObject({ reason: 'refused' });
  expect(hopeless.renewed).toEqual([1]);
});

test('a store without access is told apart from an outage', async () => {
  const admin = createAdminApi({
    openBulkResult: createBulkResults(null),
    storeFetch: fakeShopify(() => good).fetch,
    log: createLog('silent'),
    pause: async () => {},
    tokens: {
      get: () => Promise.reject(new ShopUnavailable('needs_reopen')),
      renew: () => Promise.reject(new ShopUnavailable('needs_reopen')),
    },
  });
  await expect(admin.graphql(shopId, create, {})).rejects.toBeInstanceOf(ShopUnavailable);
});

test('fields that were not granted come as null beside the rest; any other error is a refusal', async () => {
  const denied = { message: 'not approved', extensions: { code: 'ACCESS_DENIED' }, path: ['customer', 'email'] };
  const partly = api({ body: { data: { name: 'Ann' }, errors: [denied] } });
  expect(await partly.admin.graphql(shopId, name, { id: '1' })).toEqual({ name: 'Ann' });
  const refused = api({ body: { data: { name: 'Ann' }, errors: [denied, { message: 'Field does not exist' }] } });
  await expect(refused.admin.graphql(shopId, name, { id: '1' })).rejects.toMatchObject({ reason: 'refused' });
});

test('no request leaves for anything but a store', () => {
  const send = createStoreFetch(null);
  const request = { method: 'POST' as const, headers: {}, body: '', timeoutMs: 1_000 };
  for (const host of ['example.com', 'coffee.myshopify.com.evil.example', 'coffee.myshopify.com/x', '127.0.0.1']) {
    expect(() => send(host, '/admin', request)).toThrow('not an address of a store');
  }
  expect(() => send('coffee.myshopify.com', '@evil.example/', request)).toThrow('not an address of a store');
});
