/** What refunds take back: cases 17–24, 35, 46, 48, 49 and 83 of the test book, all after the points have become available. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holding, ledgerDifferences } from '../support/points-book.ts';
import { give, redeem, rewardsOf } from '../support/rewards.ts';
import type { PlacedOrder } from '../support/store.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
/** Points of orders can be used at once, so that no days need to pass: in the other store after 14. */
let store: TestStore;
let waiting: TestStore;
beforeAll(async () => {
  world = await startWorld();
  const rewards = rewardsOf({ kind: 'slider', id: 'any', points: 100, amount: '5', min: 10, max: 10_000, step: 1 });
  store = await world.shop({ programme: { window: { days: 0 } } });
  waiting = await world.shop({ programme: { spend: { rewards } } });
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

/** Used up for a reward. */
async function spend(customer: string, points: number) {
  expect(await redeem(waiting, customer, 'any', { points })).toMatchObject({ status: 200 });
}
const available = (points: number) => ({ P: 0, A: points, D: 0, lots: points > 0 ? [`available ${points}`] : [] });

/** An order whose points are available, with hands on it. */
async function matured(prices: string[], more: Record<string, unknown> = {}, quantity = 1) {
  const customer = await store.customer();
  const lines = prices.map((price) => ({ title: 'Thing', price, quantity }));
  const order: PlacedOrder = await store.order({ customer, lines, ...more });
  const refund = (body: Record<string, unknown>) => world.sim('POST', 'orders/refund', { order: order.id, ...body });
  return {
    holds: () => holding(world, store, customer),
    /** Returns so many units of each line, by its place in the order. */
    giveBack: (units: Record<number, number>, rest: Record<string, unknown> = {}) =>
      refund({
        lines: Object.entries(units).map(([at, units]) => ({ id: order.lines[Number(at)]?.id, quantity: units })),
        ...rest,
      }),
    typed: (amount: string) => refund({ amount }),
    shipping: (shippingAmount: string) => refund({ shippingAmount }),
  };
}

test('17: the parts add up to the whole', async () => {
  const order = await matured(['20.00', '29.95']);
  expect(await order.holds()).toEqual(available(49));
  await order.giveBack({ 0: 1 });
  expect(await order.holds()).toEqual(available(29));
  await order.giveBack({ 1: 1 });
  expect(await order.holds()).toEqual(available(0));
});

test('18: thirds lose nothing on the way', async () => {
  const order = await matured(['3.33', '3.33', '3.34']);
  expect(await order.holds()).toEqual(available(10));
  await order.giveBack({ 0: 1 });
  expect(await order.holds()).toEqual(available(6));
  await order.giveBack({ 1: 1 });
  expect(await order.holds()).toEqual(available(3));
  await order.giveBack({ 2: 1 });
  expect(await order.holds()).toEqual(available(0));
});

// complaint 6
test('19: one unit of four', async () => {
  const order = await matured(['25.00'], {}, 4);
  expect(await order.holds()).toEqual(available(100));
  await order.giveBack({ 0: 1 });
  expect(await order.holds()).toEqual(available(75));
});

// complaint 1
test('20: the order keeps the rate that it earned by, whether there is another by now or none', async () => {
  const order = await matured(['50.00', '20.00', '30.00']);
  expect(await order.holds()).toEqual(available(100));
  await store.programme({ earn: { points: 2 } });
  try {
    await order.giveBack({ 0: 1 });
    expect(await order.holds()).toEqual(available(50));
    await store.programme({ status: 'paused' });
    await order.giveBack({ 1: 1 });
    expect(await order.holds()).toEqual(available(30));
  } finally {
    await store.programme({ earn: { points: 1 }, status: 'on' });
  }
});

test('21: what is gone is not taken again', async () => {
  const order = await matured(['100.00'], { shipping: '15.00' });
  expect(await order.holds()).toEqual(available(100));
  await order.giveBack({ 0: 1 });
  expect(await order.holds()).toEqual(available(0));
  await order.typed('15.00');
  expect(await order.holds()).toEqual(available(0));
});

// complaint 8
test("22 and 23: a typed amount takes its share of the order's total", async () => {
  const order = await matured(['100.00'], { tax: '20.00', shipping: '10.00' });
  expect(await order.holds()).toEqual(available(100));
  await order.typed('26.00');
  expect(await order.holds()).toEqual(available(80));
  await order.typed('13.00');
  expect(await order.holds()).toEqual(available(70));
});

test('24: shipping that is returned takes nothing', async () => {
  const order = await matured(['90.00'], { shipping: '7.00' });
  expect(await order.holds()).toEqual(available(90));
  await order.shipping('7.00');
  expect(await order.holds()).toEqual(available(90));
});

// complaint 10
test('35: returning to store credit is a return', async () => {
  const order = await matured(['60.00', '40.00']);
  expect(await order.holds()).toEqual(available(100));
  await order.giveBack({ 1: 1 }, { to: 'storeCredit' });
  expect(await order.holds()).toEqual(available(60));
});

test('83: a typed amount, then a line', async () => {
  const order = await matured(['60.00', '40.00']);
  expect(await order.holds()).toEqual(available(100));
  await order.typed('20.00');
  expect(await order.holds()).toEqual(available(80));
  await order.giveBack({ 1: 1 });
  expect(await order.holds()).toEqual(available(40));
});

test('where a refund names lines, the money that was returned is not used', async () => {
  const order = await matured(['60.00', '40.00']);
  await order.giveBack({ 1: 1 }, { amount: '5.00' });
  expect(await order.holds()).toEqual(available(60));
});

// complaint 2
test('46, 48: points that are spent already are owed, and the next that can be used pay', async () => {
  const customer = await waiting.customer();
  const order = await waiting.buy(customer, '100.00');
  await world.settle();
  await world.advance('P14D');
  await spend(customer, 80);
  expect(await holding(world, waiting, customer)).toEqual(available(20));
  await world.sim('POST', 'orders/cancel', { order: order.id });
  expect(await holding(world, waiting, customer)).toEqual({ P: 0, A: 0, D: 80, lots: [] });
  await waiting.buy(customer, '50.00');
  expect(await holding(world, waiting, customer)).toEqual({ P: 50, A: 0, D: 80, lots: ['pending 50'] });
  await world.advance('P14D');
  expect(await holding(world, waiting, customer)).toEqual({ P: 0, A: 0, D: 30, lots: [] });
  await give(waiting, customer, 60);
  expect(await holding(world, waiting, customer)).toEqual(available(30));
});

test('49: an order takes its own lot, then other available lots, then debt; pending points of others stay', async () => {
  const customer = await waiting.customer();
  const first = await waiting.buy(customer, '100.00');
  await waiting.buy(customer, '100.00');
  await world.settle();
  await world.advance('P14D');
  await spend(customer, 150);
  expect(await holding(world, waiting, customer)).toEqual(available(50));
  await waiting.buy(customer, '10.00');
  await world.settle();
  await world.sim('POST', 'orders/cancel', { order: first.id });
  expect(await holding(world, waiting, customer)).toEqual({ P: 10, A: 0, D: 50, lots: ['pending 10'] });
});
