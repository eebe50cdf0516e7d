/** A store that was there long before the app: its past orders come in by a file that Shopify writes, and change nobody's points. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import type { DeadLetterPage } from '../../web/platform/dead-letters/api-types.ts';
import type { HistoryProgress } from '../../web/mirror/history/api-types.ts';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { shopIdOf } from '../support/shop-id.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let db: Db;
beforeAll(async () => {
  world = await startWorld();
  db = openDb(world.databaseUrl);
});
afterEach(async () => {
  await world.sim('POST', 'faults', {});
  await world.sim('POST', 'bulkOperations', { duration: 'PT0S' });
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await db.close();
  await world.stop();
});

const line = (price: string, quantity = 1) => ({ title: 'Thing', price, quantity });
const install = async (store: TestStore) => {
  await world.sim('POST', 'install', { shop: store.domain });
  await world.settle();
};
const progress = (store: TestStore) => store.admin<HistoryProgress>('GET', '/api/history');

/** How often Shopify was asked for a single order, by this app. */
async function ordersRead(): Promise<number> {
  const text = await (await fetch(`${world.appUrl}/metrics`)).text();
  return [...text.matchAll(/^regulars_shopify_call_seconds_count\{operation="Order",.*\} (\d+)$/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}

/** Everything that the mirror has of the store's orders, in a fixed order, but for what a file does not tell: whose they are shown to be. */
async function mirrored(store: TestStore) {
  const shopId = await shopIdOf(db, store.domain);
  const rows = async (table: 'orders' | 'order_lines' | 'order_refunds' | 'fulfillments') =>
    (await db.read.selectFrom(table).selectAll().where('shop_id', '=', shopId).execute())
      .map((row) => JSON.stringify({ ...row, proofs: null }))
      .sort();
  return {
    orders: await rows('orders'),
    lines: await rows('order_lines'),
    refunds: await rows('order_refunds'),
    fulfillments: await rows('fulfillments'),
  };
}

/** A shop with a past of every kind: nothing of it was told by webhook. */
async function storeWithPast() {
  const store = await world.shop({ install: false });
  const customer = await store.customer({ firstName: 'Mai', lastName: 'Trần' });
  const plain = await store.order({ customer, lines: [line('60.00'), line('40.00', 2)] });
  const refunded = await store.order({ customer, lines: [line('30.00'), line('20.00')] });
  await world.sim('POST', 'orders/refund', { order: refunded.id, lines: [{ id: refunded.lines[1]?.id, quantity: 1 }] });
  const cancelled = await store.buy(customer, '15.00');
  await world.sim('POST', 'orders/cancel', { order: cancelled.id, refund: true });
  const edited = await store.order({ customer, lines: [line('10.00', 3)] });
  await world.sim('POST', 'orders/edit', {
    order: edited.id,
    add: [line('5.00')],
    remove: [{ id: edited.lines[0]?.id, quantity: 1 }],
  });
  const sent = await store.buy(customer, '25.00');
  await world.sim('POST', 'orders/fulfil', { order: sent.id, company: 'GHN', number: 'VN1' });
  const unpaid = await store.order({ customer, lines: [line('12.00')], paid: false });
  const guest = await store.order({ email: 'guest@example.com', lines: [line('9.00')] });
  return { store, customer, orders: { plain, refunded, cancelled, edited, sent, unpaid, guest } };
}

// First, because each store that is there already makes the week longer.
test('a file that nobody could fetch for a week is written anew when the merchant lets it be tried again', async () => {
  const { store } = await storeWithPast();
  await world.sim('POST', 'faults', { kind: 'reset', operation: 'bulkResult' });
  await install(store);
  const { deadLetters } = await world.advance('P8D');
  expect(deadLetters).toBe(1);
  expect(await progress(store)).toMatchObject({ phase: 'downloading', problem: 'interrupted' });
  await world.sim('POST', 'faults', {});
  expect((await store.admin<DeadLetterPage>('GET', '/api/dead-letters')).letters).toMatchObject([{ kind: 'history' }]);
  await store.admin('POST', '/api/dead-letters/retry', {});
  await world.advance('PT10M');
  expect(await progress(store)).toMatchObject({ phase: 'done', applied: 7, problem: null });
  expect(world.simulated.shops.get(store.domain)?.bulkOperations.size).toBe(2);
});

test('past orders come in as they are at Shopify, earn nothing, and a new order earns', async () => {
  const { store, customer, orders } = await storeWithPast();
  // The programme begins with the installation, and the past is the past.
  await world.advance('P1D');
  await install(store);
  expect(await progress(store)).toMatchObject({
    phase: 'done',
    found: 7,
    applied: 7,
    left: 0,
    window: 'last60Days',
    problem: null,
  });
  expect((await progress(store)).reachesBackTo).not.toBeNull();
  expect(await holding(world, store, customer)).toEqual({ P: 0, A: 0, D: 0, lots: [] });

  // Read one by one, each order is exactly what the file had brought.
  const fromFile = await mirrored(store);
  expect(fromFile.orders).toHaveLength(7);
  const shopId = await shopIdOf(db, store.domain);
  for (const table of ['orders', 'order_lines', 'order_refunds', 'fulfillments'] as const)
    await db.transaction((tx) => tx.deleteFrom(table).where('shop_id', '=', shopId).execute());
  await db.transaction((tx) =>
    tx
      .insertInto('orders_to_read')
      .values(Object.values(orders).map(({ id }) => ({ shop_id: shopId, order_id: digits(id), wanted_at: 0 })))
      .execute(),
  );
  await world.advance('P1D');
  expect(await mirrored(store)).toEqual(fromFile);

  await store.buy(customer, '50.00');
  expect(await holding(world, store, customer)).toEqual({ P: 50, A: 0, D: 0, lots: ['pending 50'] });
});

test('reading it all once more changes nothing, and asks for no single order whose state is known', async () => {
  const { store } = await storeWithPast();
  await install(store);
  const customer = await store.customer();
  // Known by webhook, refund and all.
  const order = await store.order({ customer, lines: [line('60.00'), line('40.00')] });
  await world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[1]?.id, quantity: 1 }] });
  await store.buy(customer, '70.00');
  await world.settle();
  const before = await mirrored(store);
  const points = await holding(world, store, customer);
  await world.advance('PT2H');
  const read = await ordersRead();
  expect(read).toBeGreaterThan(0);
  expect(await store.admin<HistoryProgress>('POST', '/api/history', { action: 'start' })).toMatchObject({
    phase: 'asking',
  });
  await world.settle();
  expect(await progress(store)).toMatchObject({ phase: 'done', applied: 9, left: 0 });
  expect(await ordersRead()).toBe(read);
  expect(await mirrored(store)).toEqual(before);
  expect(await holding(world, store, customer)).toEqual(points);
});

test('a payment that webhooks had missed after the start earns as soon as history is read', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await world.settle();
  await world.sim('POST', 'deliveries', { shop: store.domain, drop: 1 });
  await store.buy(customer, '80.00');
  await world.settle();
  await world.sim('POST', 'deliveries', { shop: store.domain });
  expect((await holding(world, store, customer)).P).toBe(0);
  await store.admin('POST', '/api/history', { action: 'start' });
  expect((await holding(world, store, customer)).P).toBe(80);
});

test('without the webhook that it is finished, the file is found by looking', async () => {
  const { store } = await storeWithPast();
  await world.sim('POST', 'deliveries', { shop: store.domain, drop: 1 });
  await world.sim('POST', 'bulkOperations', { duration: 'PT30M' });
  await install(store);
  expect((await progress(store)).phase).toBe('waiting');
  await world.advance('PT20M');
  expect((await progress(store)).phase).toBe('waiting');
  await world.advance('PT20M');
  expect(await progress(store)).toMatchObject({ phase: 'done', applied: 7 });
  await world.sim('POST', 'deliveries', { shop: store.domain });
});

test('asked for while it is under way, there is one operation, also when Shopify loses the answer that began it', async () => {
  const { store } = await storeWithPast();
  await world.sim('POST', 'bulkOperations', { duration: 'PT10M' });
  await world.sim('POST', 'faults', { kind: 'half', operation: 'RunBulkQuery', count: 1 });
  await install(store);
  await world.sim('POST', 'faults', {});
  await store.admin('POST', '/api/history', { action: 'start' });
  await world.settle();
  await store.admin('POST', '/api/history', { action: 'start' });
  await world.advance('PT15M');
  expect(await progress(store)).toMatchObject({ phase: 'done', applied: 7 });
  expect(world.simulated.shops.get(store.domain)?.bulkOperations.size).toBe(1);
});

test.each(['half', 'reset', '5xx', 'garbage'])('a download that fails (%s) is tried again', async (kind) => {
  const { store } = await storeWithPast();
  await world.sim('POST', 'faults', { kind, operation: 'bulkResult', count: 2 });
  await install(store);
  expect(await progress(store)).toMatchObject({ phase: 'downloading', problem: 'interrupted' });
  await world.advance('PT1M');
  expect(await progress(store)).toMatchObject({ phase: 'done', applied: 7, problem: null });
});

test('what Shopify could write down before it failed is used, and the rest comes when it is asked again', async () => {
  const { store } = await storeWithPast();
  await world.sim('POST', 'faults', { kind: 'failed', count: 1 });
  await install(store);
  expect(await progress(store)).toMatchObject({ phase: 'asking', problem: 'shopify_failed' });
  await world.advance('PT5M');
  expect(await progress(store)).toMatchObject({ phase: 'done', applied: 7, problem: null });
  expect((await mirrored(store)).orders).toHaveLength(7);
});

test('a store that removes the app while its orders are written down, and comes back, is read all the same', async () => {
  const { store } = await storeWithPast();
  await world.sim('POST', 'bulkOperations', { duration: 'PT10M' });
  await install(store);
  await world.advance('PT5M');
  await world.sim('POST', 'uninstall', { shop: store.domain });
  await world.advance('PT20M');
  await install(store);
  await world.advance('PT30M');
  expect(await progress(store)).toMatchObject({ phase: 'done', applied: 7, problem: null });
});

test('once the app may read all orders, those older than 60 days come too', async () => {
  const store = await world.shop({ install: false });
  const customer = await store.customer();
  const longAgo = new Date((await world.now()).getTime() - 200 * 86_400_000).toISOString();
  await store.buy(customer, '10.00', { at: longAgo });
  await store.buy(customer, '20.00');
  await install(store);
  expect(await progress(store)).toMatchObject({ phase: 'done', applied: 1, window: 'last60Days' });
  const scopes = world.simulated.shops.get(store.domain)?.install?.scopes ?? [];
  await world.sim('POST', 'scopes', { shop: store.domain, scopes: [...scopes, 'read_all_orders'] });
  await world.advance('PT1M');
  const after = await progress(store);
  expect(after).toMatchObject({ phase: 'done', applied: 2, window: 'all' });
  expect(Date.parse(after.reachesBackTo ?? '')).toBe(Date.parse(longAgo));
});

test('throttled, it waits and still comes to its end', async () => {
  const { store } = await storeWithPast();
  await world.sim('POST', 'faults', { kind: 'throttled', share: 0.5 });
  await install(store);
  await world.sim('POST', 'faults', {});
  await world.advance('PT5M');
  expect(await progress(store)).toMatchObject({ phase: 'done', applied: 7, left: 0 });
});

test('a person who is erased while the file is here does not come back by it', async () => {
  const { store, customer } = await storeWithPast();
  await world.sim('POST', 'faults', { kind: 'reset', operation: 'bulkResult' });
  await install(store);
  await world.sim('POST', 'faults', {});
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer });
  await world.settle();
  await world.advance('PT5M');
  expect((await progress(store)).phase).toBe('done');
  const people = await db.read
    .selectFrom('customers')
    .select('customer_id')
    .where('shop_id', '=', await shopIdOf(db, store.domain))
    .execute();
  expect(people.map(({ customer_id }) => customer_id)).not.toContain(digits(customer));
});
