/** Webhooks late, twice, reversed or never: cases 58–60 of the test book, and any order of any story. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Holding, holding, ledgerDifferences } from '../support/points-book.ts';
import type { PlacedOrder } from '../support/store.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let store: TestStore;
beforeAll(async () => {
  world = await startWorld();
  store = await world.shop();
});
afterEach(() => deliveries({}));
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const line = (price: string) => ({ title: 'Thing', price, quantity: 1 });
const pending = (points: number): Holding => ({ P: points, A: 0, D: 0, lots: points > 0 ? [`pending ${points}`] : [] });
const deliveries = (policy: Record<string, unknown>) =>
  world.sim('POST', 'deliveries', { shop: store.domain, ...policy });
const give = (order: PlacedOrder, at: number) =>
  world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[at]?.id, quantity: 1 }] });

interface Delivery {
  id: string;
  topic: string;
}
async function delivered(topic: string): Promise<string> {
  const { deliveries: all } = await world.sim<{ deliveries: Delivery[] }>('GET', `state?shop=${store.domain}`);
  const last = all.findLast((delivery) => delivery.topic === topic);
  if (!last) throw new Error(`no ${topic} was delivered`);
  return last.id;
}
const again = (id: string) => world.sim('POST', 'deliveries/again', { shop: store.domain, id });

// complaint 14
test('58: the same payment heard of twice counts once', async () => {
  const customer = await store.customer();
  await store.buy(customer, '100.00');
  expect(await holding(world, store, customer)).toEqual(pending(100));
  await again(await delivered('orders/paid'));
  expect(await holding(world, store, customer)).toEqual(pending(100));
  const entries = await store.ledger(customer);
  expect(entries.map(({ kind }) => kind)).toEqual(['earned']);
});

test('59: a refund that arrives before its order, which is then read from Shopify', async () => {
  const customer = await store.customer();
  await world.settle();
  await deliveries({ hold: true });
  const order = await store.order({ customer, lines: [line('60.00'), line('40.00')] });
  await give(order, 1);
  await world.settle();
  expect(await holding(world, store, customer)).toEqual(pending(0));
  await again(await delivered('refunds/create'));
  expect(await holding(world, store, customer)).toEqual(pending(60));
  await deliveries({});
  expect(await holding(world, store, customer)).toEqual(pending(60));
});

test('60: an older state of the order comes last', async () => {
  const customer = await store.customer();
  const order = await store.order({ customer, lines: [line('60.00'), line('40.00')] });
  expect(await holding(world, store, customer)).toEqual(pending(100));
  const before = await delivered('orders/create');
  await give(order, 1);
  expect(await holding(world, store, customer)).toEqual(pending(60));
  await again(before);
  expect(await holding(world, store, customer)).toEqual(pending(60));
});

/** What may happen to an order of three lines; each step leaves the order in a state that allows the next. */
type Step = 'refund' | 'typed' | 'shipping' | 'add' | 'remove' | 'exchange' | 'cancel';
const steps = fc
  .uniqueArray(fc.constantFrom<Step>('refund', 'typed', 'shipping', 'add', 'remove', 'exchange'), { maxLength: 4 })
  .chain((some) => fc.boolean().map((cancel): Step[] => (cancel ? [...some, 'cancel'] : some)));

async function tell(customer: string, story: readonly Step[]): Promise<void> {
  const order = await store.order({
    customer,
    lines: [line('10.30'), line('20.35'), line('30.40'), line('40.00')],
    shipping: '5.00',
    tax: '8.00',
  });
  for (const step of story) {
    if (step === 'refund') await give(order, 0);
    if (step === 'typed') await world.sim('POST', 'orders/refund', { order: order.id, amount: '9.00' });
    if (step === 'shipping') await world.sim('POST', 'orders/refund', { order: order.id, shippingAmount: '5.00' });
    if (step === 'add') await world.sim('POST', 'orders/edit', { order: order.id, add: [line('12.70')] });
    if (step === 'remove')
      await world.sim('POST', 'orders/edit', { order: order.id, remove: [{ id: order.lines[1]?.id, quantity: 1 }] });
    if (step === 'exchange') {
      const swap = { return: [{ id: order.lines[2]?.id, quantity: 1 }], add: [line('35.90')] };
      await world.sim('POST', 'orders/exchange', { order: order.id, ...swap });
    }
    if (step === 'cancel') await world.sim('POST', 'orders/cancel', { order: order.id });
  }
}

test('any story ends with the same balance, however its webhooks arrive', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 1_000_000 }), async (story, seed) => {
      const orderly = await store.customer();
      await tell(orderly, story);
      const expected = await holding(world, store, orderly);

      const shuffled = await store.customer();
      await world.settle();
      await deliveries({ hold: true });
      await tell(shuffled, story);
      await deliveries({ reorder: true, duplicate: 0.5, seed });
      const found = await holding(world, store, shuffled);
      await deliveries({});
      const shown = ({ P, A, D }: Holding) => ({ story, P, A, D });
      expect(shown(found)).toEqual(shown(expected));
    }),
    { numRuns: 8, endOnFailure: true },
  );
});
