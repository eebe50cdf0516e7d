/** Changed and cancelled orders: cases 28, 29, 32–34 and 82 of the test book. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Holding, holding, ledgerDifferences } from '../support/points-book.ts';
import type { PlacedOrder } from '../support/store.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let store: TestStore;
beforeAll(async () => {
  world = await startWorld();
  store = await world.shop();
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const line = (price: string) => ({ title: 'Thing', price, quantity: 1 });
const shown = (P: number, A: number, lots: string[]): Holding => ({ P, A, D: 0, lots });

async function placed(prices: string[], { available }: { available: boolean }) {
  const customer = await store.customer();
  const order: PlacedOrder = await store.order({ customer, lines: prices.map(line) });
  await world.settle();
  if (available) await world.advance('P14D');
  return {
    id: order.id,
    line: (at: number) => ({ id: order.lines[at]?.id, quantity: 1 }),
    edit: (body: Record<string, unknown>) => world.sim('POST', 'orders/edit', { order: order.id, ...body }),
    exchange: (at: number, price: string) =>
      world.sim('POST', 'orders/exchange', {
        order: order.id,
        return: [{ id: order.lines[at]?.id, quantity: 1 }],
        add: [line(price)],
      }),
    holds: () => holding(world, store, customer),
  };
}

// complaint 9
test('28: a pending lot grows in place, and its window stays', async () => {
  const order = await placed(['100.00'], { available: false });
  expect(await order.holds()).toEqual(shown(100, 0, ['pending 100']));
  await world.advance('P4D');
  await order.edit({ add: [line('30.00')] });
  expect(await order.holds()).toEqual(shown(130, 0, ['pending 130']));
  await world.advance('P10D');
  expect(await order.holds()).toEqual(shown(0, 130, ['available 130']));
});

test('29: what an edit removes is taken from the available lot', async () => {
  const order = await placed(['75.00', '25.00'], { available: true });
  expect(await order.holds()).toEqual(shown(0, 100, ['available 100']));
  await order.edit({ remove: [order.line(1)] });
  expect(await order.holds()).toEqual(shown(0, 75, ['available 75']));
});

test('82: what an edit adds to an available order is a new pending lot with a window of its own', async () => {
  const order = await placed(['100.00'], { available: true });
  expect(await order.holds()).toEqual(shown(0, 100, ['available 100']));
  await order.edit({ add: [line('30.00')] });
  expect(await order.holds()).toEqual(shown(30, 100, ['available 100', 'pending 30']));
  await world.advance('P13DT23H');
  expect(await order.holds()).toEqual(shown(30, 100, ['available 100', 'pending 30']));
  await world.advance('PT2H');
  expect(await order.holds()).toEqual(shown(0, 130, ['available 100', 'available 30']));
});

test('what an edit adds earns when it is paid', async () => {
  const order = await placed(['100.00'], { available: true });
  await order.edit({ add: [line('30.00')], collect: false });
  expect(await order.holds()).toEqual(shown(0, 100, ['available 100']));
  await world.sim('POST', 'orders/pay', { order: order.id });
  expect(await order.holds()).toEqual(shown(30, 100, ['available 100', 'pending 30']));
});

test('32: an even exchange moves nothing', async () => {
  const order = await placed(['50.00', '50.00'], { available: true });
  expect(await order.holds()).toEqual(shown(0, 100, ['available 100']));
  await order.exchange(1, '50.00');
  expect(await order.holds()).toEqual(shown(0, 100, ['available 100']));
});

test('33: a dearer exchange adds the difference, pending', async () => {
  const order = await placed(['50.00', '50.00'], { available: true });
  expect(await order.holds()).toEqual(shown(0, 100, ['available 100']));
  await order.exchange(1, '70.00');
  expect(await order.holds()).toEqual(shown(20, 100, ['available 100', 'pending 20']));
});

test('34: a cheaper exchange takes the difference', async () => {
  const order = await placed(['50.00', '50.00'], { available: true });
  expect(await order.holds()).toEqual(shown(0, 100, ['available 100']));
  await order.exchange(1, '30.00');
  expect(await order.holds()).toEqual(shown(0, 80, ['available 80']));
});

test('an exchange ends the same when its refund is heard of first', async () => {
  const order = await placed(['50.00', '50.00'], { available: true });
  await world.sim('POST', 'deliveries', { shop: store.domain, reorder: true, duplicate: 1, seed: 7 });
  try {
    await order.exchange(1, '70.00');
    expect(await order.holds()).toEqual(shown(20, 100, ['available 100', 'pending 20']));
  } finally {
    await world.sim('POST', 'deliveries', { shop: store.domain });
  }
});

test('what is added again after a removal is restored, not earned twice', async () => {
  const order = await placed(['75.00', '25.00'], { available: true });
  await order.edit({ remove: [order.line(1)] });
  expect(await order.holds()).toEqual(shown(0, 75, ['available 75']));
  await order.edit({ add: [line('25.00')] });
  expect(await order.holds()).toEqual(shown(0, 100, ['available 100']));
});

test('a cancelled order gives everything back, pending or not', async () => {
  for (const available of [false, true]) {
    const order = await placed(['60.00', '40.00'], { available });
    await world.sim('POST', 'orders/cancel', { order: order.id });
    expect(await order.holds()).toEqual(shown(0, 0, []));
  }
});
