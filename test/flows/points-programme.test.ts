/** Which orders earn: what the merchant sets, from when on, and when the points can be used. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiError } from '../../web/loyalty/points/api-types.ts';
import type { ProgrammeDocument } from '../../web/loyalty/programme/api-types.ts';
import { digits, type Holding, holding, ledgerDifferences } from '../support/points-book.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const pending = (points: number): Holding => ({ P: points, A: 0, D: 0, lots: points > 0 ? [`pending ${points}`] : [] });
const available = (points: number): Holding => ({ P: 0, A: points, D: 0, lots: [`available ${points}`] });

async function storeWithShopper(options = {}): Promise<{ store: TestStore; customer: string }> {
  const store = await world.shop(options);
  return { store, customer: await store.customer() };
}

describe('a programme', () => {
  test('earns from the installation on, and for older orders once it is set to start earlier', async () => {
    const { store, customer } = await storeWithShopper();
    const { startsAt } = await store.admin<ProgrammeDocument>('GET', '/api/programme');
    expect(startsAt).toBe((await world.now()).toISOString());
    await store.buy(customer, '100.00', { at: '2025-06-01T00:00:00Z' });
    expect(await holding(world, store, customer)).toEqual(pending(0));
    await store.programme({ startsAt: '2025-01-01T00:00:00Z' });
    await store.buy(customer, '50.00', { at: '2025-06-02T00:00:00Z' });
    expect(await holding(world, store, customer)).toEqual(available(50));
  });

  test('that is paused earns nothing new, still takes back, and shows balances', async () => {
    const { store, customer } = await storeWithShopper();
    const order = await store.buy(customer, '100.00');
    expect(await holding(world, store, customer)).toEqual(pending(100));
    await store.programme({ status: 'paused' });
    await world.advance('PT1H');
    await store.buy(customer, '70.00');
    expect(await holding(world, store, customer)).toEqual(pending(100));
    await world.sim('POST', 'orders/refund', { order: order.id, amount: '40.00' });
    expect(await holding(world, store, customer)).toEqual(pending(60));
    await store.programme({ status: 'on' });
    await world.advance('PT1H');
    expect(await holding(world, store, customer)).toEqual(pending(60));
  });

  test('that is off is hidden from shoppers', async () => {
    const { store, customer } = await storeWithShopper();
    await store.buy(customer, '100.00');
    await world.settle();
    await store.programme({ status: 'off' });
    await world.settle();
    expect(JSON.parse(String((await store.proxy('/me', customer)).body))).toEqual({ available: null });
    expect((await store.proxy('/history', customer)).status).toBe(404);
    expect(await store.balance(customer)).toMatchObject({ pending: 100 });
  });

  test('counts an order by the rule that held when it was paid, however late it is heard of', async () => {
    const { store, customer } = await storeWithShopper();
    await world.sim('POST', 'deliveries', { shop: store.domain, hold: true });
    await store.buy(customer, '100.00');
    await world.advance('PT1H');
    await store.programme({ earn: { points: 3 } });
    await world.sim('POST', 'deliveries', { shop: store.domain });
    expect(await holding(world, store, customer)).toEqual(pending(100));
    await store.buy(customer, '10.00');
    expect(await holding(world, store, customer)).toMatchObject({ P: 130 });
  });
});

describe('orders', () => {
  test('from a source that does not earn bring nothing', async () => {
    const { store, customer } = await storeWithShopper({
      programme: { sources: { pos: false, draft: false, b2b: false } },
    });
    for (const source of ['pos', 'shopify_draft_order', 'b2b']) await store.buy(customer, '100.00', { source });
    expect(await holding(world, store, customer)).toEqual(pending(0));
    await store.buy(customer, '40.00', { source: 'subscription_contract' });
    expect(await holding(world, store, customer)).toEqual(pending(40));
  });

  test('of a customer with an excluded tag bring nothing', async () => {
    const { store, customer } = await storeWithShopper({ programme: { exclude: { customerTags: ['Wholesale'] } } });
    const reseller = await store.customer({ tags: ['wholesale', 'vip'] });
    await store.buy(reseller, '100.00');
    await store.buy(customer, '100.00');
    expect(await holding(world, store, reseller)).toEqual(pending(0));
    expect(await holding(world, store, customer)).toEqual(pending(100));
    expect(await store.admin('GET', `/api/customers/${digits(reseller)}`)).toMatchObject({ excluded: true });
  });

  test('of nobody bring nothing', async () => {
    const { store } = await storeWithShopper();
    await store.order({ lines: [{ title: 'Thing', price: '100.00', quantity: 1 }] });
    await world.settle();
    expect(await store.admin('GET', '/api/home')).toMatchObject({ members: 0, outstanding: 0 });
  });

  test('with only an email belong to the customer that Shopify makes of it', async () => {
    const { store } = await storeWithShopper();
    await store.order({ email: 'new@example.com', lines: [{ title: 'Thing', price: '100.00', quantity: 1 }] });
    await world.settle();
    const { customers } = await store.admin<{ customers: { email: string; pending: number }[] }>(
      'GET',
      '/api/customers?query=new@',
    );
    expect(customers).toMatchObject([{ email: 'new@example.com', pending: 100 }]);
  });
});

describe('the return window', () => {
  test('may start when the last parcel was sent', async () => {
    const { store, customer } = await storeWithShopper({ programme: { window: { days: 7, startsAt: 'fulfillment' } } });
    const order = await store.buy(customer, '100.00');
    await world.settle();
    await world.advance('P10D');
    expect(await holding(world, store, customer)).toEqual(pending(100));
    await world.sim('POST', 'orders/fulfil', { order: order.id });
    await world.settle();
    await world.advance('P6DT23H');
    expect(await holding(world, store, customer)).toEqual(pending(100));
    await world.advance('PT1H');
    expect(await holding(world, store, customer)).toEqual(available(100));
  });

  test('may start at the delivery', async () => {
    const { store, customer } = await storeWithShopper({ programme: { window: { days: 7, startsAt: 'delivery' } } });
    const order = await store.buy(customer, '100.00');
    const { fulfillment } = await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', {
      order: order.id,
    });
    await world.settle();
    await world.advance('P10D');
    expect(await holding(world, store, customer)).toEqual(pending(100));
    await world.sim('POST', 'fulfillments/event', { fulfillment: fulfillment.id, status: 'DELIVERED' });
    await world.settle();
    await world.advance('P7D');
    expect(await holding(world, store, customer)).toEqual(available(100));
  });

  test('may start at a delivery of which only the parcel tells, because the webhook of its event was lost', async () => {
    const { store, customer } = await storeWithShopper({ programme: { window: { days: 7, startsAt: 'delivery' } } });
    const order = await store.buy(customer, '100.00');
    const { fulfillment } = await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', {
      order: order.id,
    });
    await world.settle();
    await world.sim('POST', 'deliveries', { shop: store.domain, drop: 1 });
    await world.sim('POST', 'fulfillments/event', { fulfillment: fulfillment.id, status: 'DELIVERED' });
    await world.settle();
    await world.sim('POST', 'deliveries', { shop: store.domain, drop: 0 });
    // The daily comparison with Shopify reads the parcel.
    await world.advance('P6D');
    expect(await holding(world, store, customer)).toEqual(pending(100));
    await world.advance('P1DT1M');
    expect(await holding(world, store, customer)).toEqual(available(100));
  });

  test('of no days leaves nothing pending', async () => {
    const { store, customer } = await storeWithShopper({ programme: { window: { days: 0 } } });
    await store.buy(customer, '100.00');
    expect(await holding(world, store, customer)).toEqual(available(100));
  });
});

describe('settings', () => {
  test('are taken as they were given, and make a version only when they differ', async () => {
    const { store } = await storeWithShopper();
    const given = await store.admin<ProgrammeDocument>('GET', '/api/programme');
    expect(given).toMatchObject({ version: 1, currency: 'USD', timeZone: 'UTC', status: 'on' });
    expect(await store.admin('PUT', '/api/programme', given)).toEqual(given);
    const changed = { ...given, earn: { ...given.earn, points: 2 } };
    expect(await store.admin('PUT', '/api/programme', changed)).toEqual({ ...changed, version: 2 });
    // Somebody who still sees the first version overwrites nothing; who names none does, as scripts may.
    const stale = { ...given, earn: { ...given.earn, points: 3 } };
    expect(await store.adminAnswer('PUT', '/api/programme', stale)).toMatchObject({ status: 409 });
    expect((await store.admin<ProgrammeDocument>('GET', '/api/programme')).earn.points).toBe(2);
    const { version: _version, ...unnamed } = stale;
    expect(await store.admin('PUT', '/api/programme', unnamed)).toMatchObject({ version: 3, earn: { points: 3 } });
  });

  test.each([
    ['earn.per', { earn: { points: 1, per: '0', basis: 'net' } }],
    ['window.days', { window: { days: -1, startsAt: 'payment' } }],
    ['worth.amount', { worth: { points: 100, amount: '0.005' } }],
    ['', { colour: 'red' }],
  ])('that make no sense are refused, naming %s', async (path, change) => {
    const { store } = await storeWithShopper();
    const given = await store.admin<ProgrammeDocument>('GET', '/api/programme');
    const { status, body } = await store.adminAnswer('PUT', '/api/programme', { ...given, ...change });
    expect(status).toBe(422);
    expect((body as ApiError).issues?.map((issue) => issue.path)).toContain(path);
    expect(await store.admin('GET', '/api/programme')).toEqual(given);
  });

  test('reach the theme', async () => {
    const { store } = await storeWithShopper({ programme: { earn: { points: 5, per: '2.00' } } });
    await world.settle();
    const shop = world.simulated.shops.get(store.domain);
    const written = [...(shop?.metafields.values() ?? [])].flatMap((own) => own.get('regulars.programme')?.value ?? []);
    expect(written.map((value) => JSON.parse(value))).toMatchObject([
      { status: 'on', points: 5, perCents: 200, windowDays: 14 },
    ]);
  });
});
