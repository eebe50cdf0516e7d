/** Bonuses for orders: cases 26 and 27 of the test book of points accounting, punch cards, goals of spending. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiabilityReport } from '../../web/loyalty/liability/api-types.ts';
import type { CustomerDetail } from '../../web/loyalty/points/api-types.ts';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const thing = (price: string) => ({ title: 'Thing', price, quantity: 1 });
type Placed = { id: string; lines: { id: string }[] };
const refund = (order: Placed, line = 0) =>
  world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[line]?.id, quantity: 1 }] });
const granted = async (store: TestStore, customer: string) =>
  (await store.ledger(customer)).flatMap(({ postings }) =>
    postings.flatMap(({ account, points }) => (account === 'granted' ? [-points] : [])),
  );

const report = async (store: TestStore) => {
  const { total } = await store.admin<LiabilityReport>('GET', '/api/report?from=2025-01-01&to=2030-12-31');
  return [total.earned, total.reversed, total.closing];
};

// complaints 7 and 14
test('26, 27: a bonus for the first order is kept on a partial refund and taken on a full one', async () => {
  const store = await world.shop({ programme: { earn: { bonuses: { firstOrder: { points: 200 } } } } });
  const customer = await store.customer();
  const order = await store.order({ customer, lines: [thing('40.00'), thing('60.00')] });
  expect(await holding(world, store, customer)).toEqual({ P: 300, A: 0, D: 0, lots: ['pending 100', 'pending 200'] });
  // Both wait for the end of the same return window.
  const { lots } = await store.admin<CustomerDetail>('GET', `/api/customers/${digits(customer)}`);
  expect(new Set(lots.map(({ availableAt }) => availableAt)).size).toBe(1);
  expect(await report(store)).toEqual([300, 0, 300]);
  await world.advance('P14D');
  expect(await holding(world, store, customer)).toEqual({
    P: 0,
    A: 300,
    D: 0,
    lots: ['available 100', 'available 200'],
  });
  await refund(order);
  expect(await holding(world, store, customer)).toMatchObject({ A: 260, lots: ['available 60', 'available 200'] });
  await refund(order, 1);
  expect(await holding(world, store, customer)).toEqual({ P: 0, A: 0, D: 0, lots: [] });
  expect(await report(store)).toEqual([300, 300, 0]);
  // The next one is their first that counts; it is paid for once, however often it is heard of.
  const next = await store.buy(customer, '10.00');
  await world.sim('POST', 'orders/fulfil', { order: next.id });
  expect(await holding(world, store, customer)).toMatchObject({ P: 210 });
  await store.buy(customer, '10.00');
  expect(await holding(world, store, customer)).toMatchObject({ P: 220 });
  expect(await granted(store, customer)).toEqual([200, 200]);
});

test('26, 27 as the merchant may choose: all at once, its share, or nothing', async () => {
  const store = await world.shop();
  const held = [];
  for (const onRefund of ['any', 'share', 'never'] as const) {
    await store.programme({ earn: { bonuses: { firstOrder: { points: 200 }, onRefund } } });
    const customer = await store.customer();
    const order = await store.order({ customer, lines: [thing('40.00'), thing('60.00')] });
    await world.settle();
    await refund(order);
    const partly = (await holding(world, store, customer)).P;
    await refund(order, 1);
    held.push([onRefund, partly, (await holding(world, store, customer)).P]);
  }
  expect(held).toEqual([
    ['any', 60, 0],
    ['share', 60 + 120, 0],
    ['never', 260, 200],
  ]);
});

test('a punch card and a goal of spending are counted over orders, refunds and merges, and paid once', async () => {
  const bonuses = {
    orderGoals: [{ id: 'card', orders: 3, points: 50, repeat: true }],
    spendGoals: [{ id: 'hundred', amount: '100.00', points: 30, repeat: false }],
  };
  const store = await world.shop({ programme: { window: { days: 0 } } });
  const [one, other] = [await store.customer(), await store.customer()];
  await store.buy(one, '40.00');
  await world.settle();
  // What was bought before there was a card does not count on it.
  await store.programme({ earn: { bonuses } });
  await world.advance('PT1M');
  const orders = [await store.buy(one, '20.00'), await store.buy(one, '20.00')];
  expect(await holding(world, store, one)).toMatchObject({ A: 80 });
  orders.push(await store.buy(one, '20.00'));
  expect(await holding(world, store, one)).toMatchObject({ A: 150 });
  const [first] = orders;
  if (!first) throw new Error('nothing was bought');
  await refund(first);
  expect(await holding(world, store, one)).toMatchObject({ A: 80 });
  await store.buy(other, '30.00');
  await store.buy(other, '30.00');
  expect(await holding(world, store, other)).toMatchObject({ A: 60 });
  // Together they are at four orders that count, and at 100.00 spent.
  await world.sim('POST', 'customers/merge', { keep: one, remove: other });
  expect(await holding(world, store, one)).toMatchObject({ A: 80 + 60 + 50 + 30, D: 0 });
  // Its number is changed, and the whole card taken out: nothing is paid twice, nothing is lost.
  await store.programme({ earn: { bonuses: { orderGoals: [{ id: 'card', orders: 2, points: 70, repeat: true }] } } });
  await world.advance('PT1M');
  await store.buy(one, '10.00');
  expect(await holding(world, store, one)).toMatchObject({ A: 220 + 10 + 70 });
  await store.programme({ earn: { bonuses: { orderGoals: [], spendGoals: [] } } });
  await world.advance('PT1M');
  await store.buy(one, '10.00');
  expect(await holding(world, store, one)).toMatchObject({ A: 310 });
  expect((await granted(store, one)).toSorted((a, b) => a - b)).toEqual([30, 50, 50, 70]);
});

test('a bonus waits for the parcel as the points of its order do', async () => {
  const store = await world.shop({
    programme: { earn: { bonuses: { firstOrder: { points: 200 } } }, window: { days: 3, startsAt: 'fulfillment' } },
  });
  const customer = await store.customer();
  const order = await store.buy(customer, '100.00');
  await world.advance('P5D');
  expect(await holding(world, store, customer)).toMatchObject({ P: 300, A: 0 });
  await world.sim('POST', 'orders/fulfil', { order: order.id });
  await world.settle();
  await world.advance('P3D');
  expect(await holding(world, store, customer)).toMatchObject({ P: 0, A: 300 });
});

test('what somebody bought before they had an account counts once it is theirs', async () => {
  const orderGoals = [{ id: 'card', orders: 2, points: 50, repeat: false }];
  const store = await world.shop({ programme: { earn: { bonuses: { orderGoals } }, window: { days: 0 } } });
  const email = 'guest@example.com';
  await store.order({ customer: null, email, lines: [thing('10.00')] });
  const customer = await store.customer({ email, account: true });
  await store.buy(customer, '10.00');
  expect(await holding(world, store, customer)).toMatchObject({ A: 70 });
});
