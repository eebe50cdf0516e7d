/** What the theme can read: batches of balances, of which one may be refused and none may be older than what is there. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { digits, ledgerDifferences } from '../support/points-book.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => world.sim('POST', 'faults', {}));
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const give = (store: TestStore, customer: string, points: number) =>
  store.admin('POST', `/api/customers/${digits(customer)}/adjust`, {
    points,
    reason: 'because',
    key: crypto.randomUUID(),
  });

/** Every customer's metafields by the id of their owner. */
function stored(store: TestStore) {
  const shop = world.simulated.shops.get(store.domain);
  if (!shop) throw new Error('the store is gone');
  return shop;
}
function pointsOf(store: TestStore, customer: string) {
  const own = stored(store).metafields.get(customer) ?? new Map();
  const found = [...own.values()].find(({ key }) => key === 'points');
  if (!found) throw new Error('no balance was written');
  return found;
}

test('more customers than fit into one call are all written', async () => {
  const store = await world.shop();
  const customers = await Promise.all(Array.from({ length: 60 }, () => store.customer()));
  await world.settle();
  for (const [index, customer] of customers.entries()) await give(store, customer, index + 1);
  await world.settle();
  const values = await Promise.all(customers.map((customer) => store.metafield(customer)));
  expect(values.map((value) => value?.available)).toEqual(customers.map((_, index) => index + 1));
});

test('a customer who is gone does not hold up the others', async () => {
  const store = await world.shop();
  const customers = await Promise.all([store.customer(), store.customer(), store.customer()]);
  await world.settle();
  // Gone at Shopify, and the webhook that says so never came.
  stored(store).customers.delete(digits(customers[1] ?? ''));
  for (const customer of customers) await give(store, customer, 10);
  await world.settle();
  expect(await store.metafield(customers[0] ?? '')).toMatchObject({ available: 10 });
  expect(await store.metafield(customers[2] ?? '')).toMatchObject({ available: 10 });
});

test('a value that somebody else has written is replaced by the balance', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await world.settle();
  await give(store, customer, 10);
  await world.settle();
  Object.assign(pointsOf(store, customer), { value: '{"available":999}', compareDigest: 'somebody-else' });
  await give(store, customer, 5);
  await world.settle();
  expect(await store.metafield(customer)).toMatchObject({ available: 15, pending: 0, debt: 0, rev: 2 });
});

test('a write of which the answer was lost is recognised, not repeated', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await world.settle();
  await give(store, customer, 10);
  await world.settle();
  const before = JSON.parse(pointsOf(store, customer).value);
  // Written by the try before, at a moment of its own.
  const after = {
    ...before,
    available: 15,
    rev: 2,
    at: before.at - 1,
    lots: [...before.lots, { ...before.lots[0], points: 5 }],
  };
  Object.assign(pointsOf(store, customer), { value: JSON.stringify(after), compareDigest: 'of-the-lost-answer' });
  await give(store, customer, 5);
  await world.settle();
  expect(await store.metafield(customer)).toEqual(after);
  expect(pointsOf(store, customer).compareDigest).toBe('of-the-lost-answer');
  await give(store, customer, 1);
  await world.settle();
  expect(await store.metafield(customer)).toMatchObject({ available: 16, rev: 3 });
});

test('an outage of Shopify delays the theme, not the ledger', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await world.settle();
  await world.sim('POST', 'faults', { kind: '5xx', operation: 'SetMetafields' });
  await give(store, customer, 10);
  await world.settle();
  expect(await store.balance(customer)).toMatchObject({ available: 10 });
  expect(await store.metafield(customer)).toBeNull();
  await world.sim('POST', 'faults', {});
  await world.advance('PT1H');
  expect(await store.metafield(customer)).toMatchObject({ available: 10 });
});

test('the theme reads where the points stand and until when, and a tier as soon as it is another', async () => {
  const levels = [
    { id: 'silver', name: { en: 'Silver' }, from: '100' },
    { id: 'gold', name: { en: 'Gold' }, from: '500' },
  ];
  const store = await world.shop({
    programme: { tiers: { on: true, levels: levels as never }, expiry: { months: 6, remindDays: 7 } },
  });
  const customer = await store.customer();
  await store.buy(customer, '120.00');
  await world.settle();
  const [lot] = (await store.metafield(customer))?.lots ?? [];
  expect(lot).toMatchObject({ points: 120, state: 'pending' });
  expect(lot?.availableAt).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(await store.metafield(customer)).toMatchObject({
    available: 0,
    nextExpiry: null,
    tier: { id: 'silver', next: 'gold', missing: '380' },
  });
  await store.programme({ expiry: { months: 3, remindDays: 7 } });
  await world.settle();
  expect((await store.metafield(customer))?.lots[0]?.expiresAt).not.toBe(lot?.expiresAt);
});
