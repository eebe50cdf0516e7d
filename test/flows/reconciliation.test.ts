/** Webhooks that never come: comparing with Shopify brings every balance right. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import { parcelsOf } from '../../web/mirror/fulfillments/index.ts';
import type { Reconciliation } from '../../web/mirror/reconciliation/api-types.ts';
import { onceADay } from '../../web/platform/jobs/once-a-day.ts';
import { DAY, MINUTE, SECOND } from '../../web/platform/kit/clock.ts';
import { readMetrics } from '../support/metrics.ts';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { shopIdOf } from '../support/shop-id.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let db: Db;
beforeAll(async () => {
  world = await startWorld();
  db = openDb(world.databaseUrl);
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await db.close();
  await world.stop();
});

const line = (price: string, quantity = 1) => ({ title: 'Thing', price, quantity });
const dropAll = (store: TestStore) => world.sim('POST', 'deliveries', { shop: store.domain, drop: 1 });
const deliverAll = (store: TestStore) => world.sim('POST', 'deliveries', { shop: store.domain });
const refund = (id: string, lines: (string | undefined)[]) =>
  world.sim('POST', 'orders/refund', { order: id, lines: lines.map((line) => ({ id: line, quantity: 1 })) });
const finds = async (store: TestStore) => {
  const { finds } = await store.admin<Reconciliation>('GET', '/api/reconciliation');
  const sums: Record<string, { missed: number; gone: number }> = {};
  for (const { resource, missed, gone } of finds) {
    const sum = (sums[resource] ??= { missed: 0, gone: 0 });
    sum.missed += missed;
    sum.gone += gone;
  }
  return sums;
};
const pending = (points: number) => ({ P: points, A: 0, D: 0, lots: points > 0 ? [`pending ${points}`] : [] });

test('orders, refunds, cancellations, edits and people that no webhook told are found within a day', async () => {
  const store = await world.shop();
  const shoppers = {
    buys: await store.customer(),
    refunds: await store.customer(),
    cancels: await store.customer(),
    edits: await store.customer(),
  };
  const refunded = await store.order({ customer: shoppers.refunds, lines: [line('60.00'), line('40.00')] });
  const cancelled = await store.buy(shoppers.cancels, '70.00');
  const edited = await store.order({ customer: shoppers.edits, lines: [line('50.00'), line('30.00')] });
  await world.settle();
  expect(await finds(store)).toEqual({});

  const shopId = await shopIdOf(db, store.domain);
  await dropAll(store);
  await world.advance('PT1H');
  await store.buy(shoppers.buys, '25.00');
  await refund(refunded.id, [refunded.lines[1]?.id]);
  const { fulfillment } = await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', {
    order: refunded.id,
    company: 'UPS',
    numbers: ['1Z-1', '1Z-2'],
  });
  await world.sim('POST', 'fulfillments/event', { fulfillment: fulfillment.id, status: 'in_transit', city: 'Huế' });
  await world.sim('POST', 'orders/cancel', { order: cancelled.id, refund: true });
  await world.sim('POST', 'orders/edit', { order: edited.id, remove: [{ id: edited.lines[1]?.id, quantity: 1 }] });
  await world.sim('POST', 'customers/update', { customer: shoppers.buys, firstName: 'Lan' });
  const unseen = await store.customer({ firstName: 'Unseen' });
  await world.settle();
  await deliverAll(store);
  expect(await holding(world, store, shoppers.buys)).toEqual(pending(0));
  expect(await holding(world, store, shoppers.refunds)).toEqual(pending(100));

  await world.advance('P1D');
  expect(await holding(world, store, shoppers.buys)).toEqual(pending(25));
  expect(await holding(world, store, shoppers.refunds)).toEqual(pending(60));
  expect(await holding(world, store, shoppers.cancels)).toEqual(pending(0));
  expect(await holding(world, store, shoppers.edits)).toEqual(pending(50));
  expect(await store.admin('GET', `/api/customers/${digits(shoppers.buys)}`)).toMatchObject({ name: 'Lan' });
  expect(await store.admin('GET', `/api/customers/${digits(unseen)}`)).toMatchObject({ name: 'Unseen' });
  expect((await parcelsOf(db.read, shopId, [digits(refunded.id)])).values().toArray()).toMatchObject([
    [
      {
        numbers: ['1Z-1', '1Z-2'],
        lines: [{ lineId: digits(refunded.lines[0]?.id ?? ''), quantity: 1 }],
        events: [{ status: 'in_transit', city: 'Huế' }],
      },
    ],
  ]);
  const found = await finds(store);
  expect(found.orders).toEqual({ missed: 4, gone: 0 });
  expect(found.customers?.missed).toBeGreaterThanOrEqual(2);
  // Of all stores together, and this is the first that lost any.
  expect(await readMetrics(world.appUrl, 'regulars_found_changes')).toMatchObject({
    'orders,missed': 4,
    'orders,gone': 0,
  });

  // Nothing is found twice, although the days overlap.
  await world.advance('P2D');
  expect(await finds(store)).toEqual(found);
});

test('what webhooks told is not found again', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  const order = await store.order({ customer, lines: [line('60.00'), line('40.00')] });
  await world.advance('PT3H');
  await refund(order.id, [order.lines[0]?.id]);
  await world.sim('POST', 'orders/fulfil', { order: order.id });
  await world.advance('P3D');
  expect(await finds(store)).toEqual({});
  expect(await holding(world, store, customer)).toEqual(pending(40));
});

test('a webhook that is still on its way is waited for', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  const now = (await world.now()).getTime();
  const look = onceADay(now + 10 * MINUTE, await shopIdOf(db, store.domain));
  await world.advance(`PT${Math.round((look - now - 5 * MINUTE) / SECOND)}S`);
  await world.sim('POST', 'deliveries', { shop: store.domain, delay: 'PT8M' });
  await store.buy(customer, '30.00');
  await world.advance('PT7M');
  expect(await holding(world, store, customer)).toEqual(pending(0));
  await deliverAll(store);
  await world.advance('P1D');
  expect(await holding(world, store, customer)).toEqual(pending(30));
  expect(await finds(store)).toEqual({});
});

test('orders, customers and products that were removed without a word are let go', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  const nobody = await store.customer({ firstName: 'Nobody' });
  const product = store.product({ title: 'Old cup', prices: ['5.00'] });
  const order = await store.buy(customer, '45.00');
  expect(await holding(world, store, customer)).toEqual(pending(45));
  await dropAll(store);
  await world.sim('POST', 'orders/cancel', { order: order.id, refund: true });
  await world.sim('POST', 'orders/delete', { order: order.id });
  await world.sim('POST', 'customers/delete', { customer: nobody });
  await world.sim('POST', 'products/delete', { product: product.id });
  await world.settle();
  await deliverAll(store);
  await world.advance('P1D');
  expect(await holding(world, store, customer)).toEqual(pending(0));
  expect((await store.adminAnswer('GET', `/api/customers/${digits(nobody)}`)).status).toBe(404);
  const found = await finds(store);
  expect(found).toMatchObject({ orders: { gone: 1 }, customers: { gone: 1 }, products: { gone: 1 } });
  await world.advance('P2D');
  expect(await finds(store)).toEqual(found);
});

test('a customer whom a lost merge took away is let go once, although Shopify shows none of their orders any more', async () => {
  const store = await world.shop();
  const [removed, kept] = [await store.customer(), await store.customer()];
  await store.buy(removed, '30.00', { at: new Date((await world.now()).getTime() - 61 * DAY).toISOString() });
  await world.settle();
  await store.admin('POST', `/api/customers/${digits(removed)}/adjust`, { points: 70, reason: 'Moved', key: 'moved' });
  await world.sim('POST', 'deliveries', { shop: store.domain, hold: true });
  await world.sim('POST', 'customers/merge', { keep: kept, remove: removed });
  await world.advance('P1D');
  expect(await finds(store)).toMatchObject({ customers: { gone: 1 } });
  expect((await store.adminAnswer('GET', `/api/customers/${digits(removed)}`)).status).toBe(404);
  await world.advance('P3D');
  expect(await finds(store)).toMatchObject({ customers: { gone: 1 } });
  await deliverAll(store);
  await world.settle();
  expect(await holding(world, store, kept)).toMatchObject({ A: 70 });
});

test('what happened between an uninstallation and the next installation is found', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  const order = await store.order({ customer, lines: [line('60.00'), line('40.00')] });
  await world.settle();
  await world.sim('POST', 'uninstall', { shop: store.domain });
  await world.advance('PT30M');
  await refund(order.id, [order.lines[0]?.id]);
  await store.buy(customer, '20.00');
  await world.advance('PT30M');
  await world.sim('POST', 'install', { shop: store.domain });
  await world.settle();
  await world.advance('P1D');
  expect(await holding(world, store, customer)).toMatchObject({ P: 60 });
});

test('a store whose access may not read orders loses none', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await store.buy(customer, '35.00');
  expect(await holding(world, store, customer)).toEqual(pending(35));
  const scopes = world.simulated.shops.get(store.domain)?.install?.scopes ?? [];
  await world.sim('POST', 'scopes', {
    shop: store.domain,
    scopes: [...scopes].filter((scope) => !/_(orders|customers)$/.test(scope)),
  });
  await world.advance('P1D');
  await world.sim('POST', 'scopes', { shop: store.domain, scopes: [...scopes] });
  await world.advance('P1D');
  expect(await holding(world, store, customer)).toEqual(pending(35));
  expect((await finds(store)).orders?.gone ?? 0).toBe(0);
});

test('the merchant may have it looked at once', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await world.settle();
  await dropAll(store);
  await store.buy(customer, '55.00');
  await world.settle();
  await deliverAll(store);
  await world.advance('PT15M');
  expect(await holding(world, store, customer)).toEqual(pending(0));
  await store.admin<Reconciliation>('POST', '/api/reconciliation', { action: 'start' });
  expect(await holding(world, store, customer)).toEqual(pending(55));
  const { completeTo } = await store.admin<Reconciliation>('GET', '/api/reconciliation');
  expect(Date.parse(completeTo ?? '')).toBe((await world.now()).getTime() - 10 * 60_000);
});
