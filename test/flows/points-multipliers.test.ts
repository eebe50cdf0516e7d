/** What earns more than usual, less, or no more: cases 12, 13 and 81 of the test book of points accounting, and rule C. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PastOrders } from '../../web/loyalty/points/api-types.ts';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  // A Monday noon.
  world = await startWorld({ startAt: '2026-03-02T12:00:00Z' });
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const pending = (points: number) => ({ P: points, A: 0, D: 0, lots: points > 0 ? [`pending ${points}`] : [] });
const picked = (gid: string) => ({ id: digits(gid), title: '' });
const multiplier = (id: string, factor: string, more: object = {}) => ({
  id,
  title: id,
  factor,
  products: [],
  collections: [],
  tiers: [],
  from: null,
  until: null,
  ...more,
});
const thing = (price: string) => ({ title: 'Thing', price, quantity: 1 });
const of = (product: { variants: string[] }) => ({ variant: product.variants[0], quantity: 1 });

/** A programme in which everybody is of this tier from the start. */
const vip = {
  on: true,
  levels: [
    {
      id: 'vip',
      name: { en: 'VIP', vi: 'VIP' },
      from: '0',
      multiplier: '1.5',
      entryPoints: 0,
      perks: { en: '', vi: '' },
      color: null,
    },
  ],
};

test('12: the multiplier comes before the only rounding', async () => {
  const store = await world.shop({ programme: { tiers: vip } });
  const customer = await store.customer();
  await store.buy(customer, '49.95');
  expect(await holding(world, store, customer)).toEqual(pending(74));
});

// complaint 20
test('13: of two rules that match the better counts, not both', async () => {
  const multipliers = [multiplier('base', '1'), multiplier('vip', '1.25', { tiers: ['vip'] })];
  const store = await world.shop({ programme: { earn: { multipliers }, tiers: vip } });
  const customer = await store.customer();
  await store.buy(customer, '80.00');
  expect(await holding(world, store, customer)).toEqual(pending(120));
});

test('81: each line takes the best multiplier that matches it', async () => {
  const store = await world.shop();
  const special = store.product({ title: 'Special', prices: ['10.00'] });
  await store.programme({
    earn: { multipliers: [multiplier('special', '3', { products: [picked(special.id)] })] },
    tiers: vip,
  });
  const customer = await store.customer();
  await store.order({ customer, lines: [of(special), thing('20.00')] });
  expect(await holding(world, store, customer)).toEqual(pending(60));
});

// complaint 1
test('collections multiply and exclude; what was decided stays when they, or the programme, change', async () => {
  const store = await world.shop();
  const [beans, filters, sale] = ['Beans', 'Filters', 'Sale'].map((title) =>
    store.product({ title, prices: ['10.00'] }),
  );
  if (!beans || !filters || !sale) throw new Error('there is no product');
  const coffee = store.collection('Coffee', [beans.id]);
  const outlet = store.collection('Outlet', [sale.id]);
  const multipliers = [multiplier('coffee', '2', { collections: [picked(coffee)] })];
  await store.programme({ earn: { multipliers }, exclude: { collections: [picked(outlet)] } });
  const customer = await store.customer();
  const order = await store.order({ customer, lines: [of(beans), of(filters), of(sale), of(beans)] });
  expect(await holding(world, store, customer)).toEqual(pending(50));

  store.collection('Coffee', [filters.id]);
  store.collection('Outlet', []);
  await store.programme({ earn: { points: 9, multipliers: [] }, exclude: { collections: [] } });
  await world.advance('P1D');
  const back = (index: number) =>
    world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[index]?.id, quantity: 1 }] });
  await back(0);
  expect(await holding(world, store, customer)).toEqual(pending(30));
  await back(2);
  expect(await holding(world, store, customer)).toEqual(pending(30));
  await back(1);
  expect(await holding(world, store, customer)).toEqual(pending(20));
  // What an edit adds is decided when it comes, by the rule of its order.
  await world.sim('POST', 'orders/edit', { order: order.id, add: [of(filters)] });
  expect(await holding(world, store, customer)).toEqual(pending(40));
});

test("a weekend of double points is the store's own weekend, by the time of the order and not of its payment", async () => {
  const store = await world.shop({ timeZone: 'Asia/Ho_Chi_Minh' });
  const weekend = multiplier('weekend', '2', { from: '2026-03-07T00:00', until: '2026-03-09T00:00' });
  await store.programme({ earn: { multipliers: [weekend] } });
  const [before, first, last, after] = [
    '2026-03-06T16:59:59Z',
    '2026-03-06T17:00:00Z',
    '2026-03-08T16:59:59Z',
    '2026-03-08T17:00:00Z',
  ];
  await world.advance('P8D');
  const earned = [];
  for (const at of [before, first, last, after]) {
    const customer = await store.customer();
    const order = await store.order({ customer, lines: [thing('10.00')], at, paid: false });
    await world.sim('POST', 'orders/pay', { order: order.id });
    earned.push((await holding(world, store, customer)).P);
  }
  expect(earned).toEqual([10, 20, 20, 10]);
});

test('an order below the minimum earns nothing; a refund that takes one below it takes its share alone', async () => {
  const store = await world.shop({ programme: { earn: { minimum: '50.00' } } });
  const [less, enough] = [await store.customer(), await store.customer()];
  await store.buy(less, '49.99');
  expect(await holding(world, store, less)).toEqual(pending(0));
  const order = await store.order({ customer: enough, lines: [thing('20.00'), thing('30.00')] });
  await world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[1]?.id, quantity: 1 }] });
  expect(await holding(world, store, enough)).toEqual(pending(20));
});

describe('a limit in each period', () => {
  const limited = { earn: { limit: { points: 100, period: 'month' as const } } };
  const refund = (order: { id: string; lines: { id: string }[] }) =>
    world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[0]?.id, quantity: 1 }] });

  test('lets the orders of a month bring so much and no more, in the order of their payment; a refund makes room', async () => {
    const store = await world.shop({ programme: limited });
    const customer = await store.customer();
    const first = await store.buy(customer, '80.00');
    await world.advance('PT1H');
    await store.buy(customer, '50.00');
    await world.advance('PT1H');
    await store.buy(customer, '30.00');
    expect(await holding(world, store, customer)).toEqual({ P: 100, A: 0, D: 0, lots: ['pending 80', 'pending 20'] });
    await refund(first);
    // 50 and 30 fit now; the rest of the second and the third wait from the refund on.
    const after = await holding(world, store, customer);
    expect(after).toMatchObject({ P: 80, A: 0, D: 0 });
    expect(after.lots.toSorted()).toEqual(['pending 30', 'pending 50']);
    await world.advance('P30D');
    await store.buy(customer, '120.00');
    expect(await holding(world, store, customer)).toMatchObject({ P: 100, A: 80 });
  });

  test('is shared by two customers who become one', async () => {
    const store = await world.shop({ programme: limited });
    const [one, other] = [await store.customer(), await store.customer()];
    await store.buy(one, '70.00');
    await world.advance('PT1H');
    await store.buy(other, '50.00');
    expect(await holding(world, store, other)).toMatchObject({ P: 50 });
    await world.sim('POST', 'customers/merge', { keep: one, remove: other });
    expect(await holding(world, store, one)).toMatchObject({ P: 100, lots: ['pending 70', 'pending 30'] });
  });

  test('ends the same whatever is heard first, and a dry run knows of it', async () => {
    const store: TestStore = await world.shop();
    const [one, other] = [await store.customer(), await store.customer()];
    for (const [customer, day, price] of [
      [one, '05', '70.00'],
      [one, '09', '70.00'],
      [one, '20', '10.00'],
      [other, '10', '30.00'],
    ] as const)
      await store.buy(customer, price, { at: `2025-06-${day}T00:00:00Z` });
    await world.settle();
    await store.programme(limited);
    await world.advance('PT1H');
    await store.admin('POST', '/api/programme/award-past-orders/preview', { since: '2025-01-01T00:00:00Z' });
    await world.settle();
    const path = '/api/programme/award-past-orders';
    const counted = (await store.admin<PastOrders>('GET', path)).preview?.counted;
    expect(counted).toMatchObject({ customers: 2, orders: 3, points: 130, nothing: { no_points: 1 } });
    await store.admin('POST', path, {
      since: '2025-01-01T00:00:00Z',
      key: 'act',
      expected: { customers: 2, orders: 3, points: 130 },
    });
    await world.settle();
    expect((await store.admin<PastOrders>('GET', path)).awards[0]).toMatchObject({
      state: 'done',
      brought: { customers: 2, orders: 3, points: 130 },
    });
    const held = await holding(world, store, one);
    expect(held).toMatchObject({ P: 0, A: 100 });
    expect(held.lots.toSorted()).toEqual(['available 30', 'available 70']);
  });
});
