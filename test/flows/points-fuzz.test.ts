/**
 * Thousands of random events, from the webhook's body to the balance, against a second opinion on what the rules ask for.
 * `FUZZ_SEED=… FUZZ_RUNS=5000 npm test -- points-fuzz` repeats a run, or goes deeper.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { fuzzing, shrunkInTime } from '../support/fuzzing.ts';
import { type PointsApp, startPointsApp } from '../support/points-app.ts';
import { followsTheRules, mindsNoOrder } from '../support/points-fuzz.ts';
import { DAY, mergeBody, type ModelOrder, orderBody } from '../support/points-model.ts';

let database: TestDatabase;
let app: PointsApp;
beforeAll(async () => {
  database = await freshDatabase();
  app = startPointsApp(database.url);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

/** Ten points, on the day. */
function bought(customer: string, at: number): ModelOrder {
  const line = { id: '1', product: '1', price: 1_000, quantity: 1, current: 1, discount: 0, tax: 0, giftCard: false };
  const times = { createdAt: at, updatedAt: at, paidAt: at, cancelledAt: null };
  const money = { currency: 'USD', taxesIncluded: false, subtotal: 1_000, total: 1_000, status: 'paid' };
  return { id: app.newId(), customer, lines: [line], refunds: [], ...money, ...times };
}

const { seed, runs, timeout } = fuzzing({ runs: 60 });

test(`after every event each customer holds what the rules ask for (seed ${seed})`, { timeout }, async () => {
  await expect(fc.assert(shrunkInTime(followsTheRules(app)), { seed, numRuns: runs })).resolves.toBeUndefined();
});

test(`however the webhooks of some days arrive, the end is the same (seed ${seed})`, { timeout }, async () => {
  await expect(fc.assert(shrunkInTime(mindsNoOrder(app)), { seed, numRuns: runs })).resolves.toBeUndefined();
});

test('a merge that failed moves nothing, nor does one that leads in a circle or to oneself', async () => {
  const store = await app.newStore('USD', '666');
  await app.adjust(store, '91', 10);
  await app.adjust(store, '92', 20);
  for (const body of [mergeBody('92', '91', 'failed'), mergeBody('91', '91')])
    await app.hear(store, { topic: 'customers/merge', body });
  await app.work(8);
  expect(await app.balance(store, '91')).toBe('P 0 A 10 D 0');
  for (const body of [mergeBody('92', '91'), mergeBody('91', '92')])
    await app.hear(store, { topic: 'customers/merge', body });
  await app.work(1);
  expect(await app.balance(store, '92')).toBe('P 0 A 30 D 0');
  expect(await app.balance(store, '91')).toBe('P 0 A 0 D 0');
  expect(await app.differences(store)).toEqual([]);
});

test('merges of one customer after another, heard all at once and in the wrong order, end with the last', async () => {
  for (const width of [1, 8]) {
    const store = await app.newStore('USD', '666');
    const people = ['91', '92', '93', '94', '95'];
    for (const person of people) await app.adjust(store, person, 10);
    const merges = people.slice(1).map((kept, index) => mergeBody(kept, people[index] ?? ''));
    for (const body of merges.toReversed()) await app.hear(store, { topic: 'customers/merge', body });
    await app.work(width);
    expect(await Promise.all(people.map((person) => app.balance(store, person)))).toEqual([
      ...people.slice(1).map(() => 'P 0 A 0 D 0'),
      'P 0 A 50 D 0',
    ]);
    expect(await app.differences(store)).toEqual([]);
  }
});

test('a merge that nobody told shows in two states of an order, whichever is heard last, and what comes back of a reward goes where it should', async () => {
  for (const olderLast of [false, true]) {
    const store = await app.newStore('USD', '666');
    const reward = { id: app.newId(), points: 2 };
    const order = bought('91', app.now());
    await app.adjust(store, '91', 2);
    await app.redeem(store, '91', reward);
    store.rewards.set(order.id, reward);
    app.pass(DAY);
    store.gone.add('91');
    const later = { ...order, customer: '93', updatedAt: app.now(), cancelledAt: app.now() };
    const states = olderLast ? [later, order] : [order, later];
    for (const state of states) {
      await app.hear(store, { topic: 'orders/updated', body: orderBody(state) });
      await app.work(1);
    }
    expect(await app.balance(store, '93')).toBe('P 0 A 2 D 0');
    expect(await app.balance(store, '91')).toBe('P 0 A 0 D 0');
    expect(await app.differences(store)).toEqual([]);
  }
});

test('of welcomes that three had who become one, one stays, in whatever order they do', async () => {
  const merges = [mergeBody('91', '92'), mergeBody('91', '93')];
  for (const told of [merges, merges.toReversed()]) {
    const store = await app.newStore('USD', '666');
    for (const [customer, points] of [
      ['91', 7],
      ['92', 1],
      ['93', 5],
    ] as const)
      await app.bonus(store, customer, { key: app.newId(), points, at: 'now', once: 'welcome' });
    await app.redeem(store, '91', { id: app.newId(), points: 4 });
    for (const body of told) {
      await app.hear(store, { topic: 'customers/merge', body });
      await app.work(1);
    }
    expect(await app.balance(store, '91')).toBe('P 0 A 1 D 0');
    expect(await app.differences(store)).toEqual([]);
  }
});

test('a welcome that paid what was owed was had, too: the other one goes', async () => {
  const store = await app.newStore('USD', '666');
  const spent = app.newId();
  await app.bonus(store, '91', { key: spent, points: 10, at: 'now', once: null });
  await app.redeem(store, '91', { id: app.newId(), points: 10 });
  await app.takeBonus(store, spent, 10);
  for (const customer of ['91', '92'])
    await app.bonus(store, customer, { key: app.newId(), points: 7, at: 'now', once: 'welcome' });
  await app.hear(store, { topic: 'customers/merge', body: mergeBody('91', '92') });
  await app.work(1);
  expect(await app.balance(store, '91')).toBe('P 0 A 0 D 3');
  expect(await app.differences(store)).toEqual([]);
});

test('the ledger agrees with itself, too, where those who became one had nothing but points that have lapsed', async () => {
  const store = await app.newStore('USD', '666', { months: 1 });
  // Whose account was opened first.
  for (const points of [1, -1]) await app.adjust(store, '92', points);
  const order = bought('91', app.now());
  await app.hear(store, { topic: 'orders/create', body: orderBody(order) });
  await app.work(1);
  app.pass(60 * DAY);
  const cancelled = { ...order, customer: '92', updatedAt: app.now(), cancelledAt: app.now() };
  for (const heard of [
    { topic: 'customers/merge', body: mergeBody('92', '91') },
    { topic: 'orders/cancelled', body: orderBody(cancelled) },
    { topic: 'customers/merge', body: mergeBody('93', '92') },
  ]) {
    await app.hear(store, heard);
    await app.work(1);
  }
  expect(await app.differences(store)).toEqual([]);
});

test('an award that is interrupted anywhere goes on where it was, and brings each order once', async () => {
  const store = await app.newStore('USD', '666', { startsAt: new Date(app.now() - DAY).toISOString() });
  const customer = '91';
  const at = app.now() - 30 * DAY;
  for (let count = 0; count < 600; count += 1)
    await app.hear(store, { topic: 'orders/create', body: orderBody(bought(customer, at)) });
  await app.work(50);
  expect(await app.balance(store, customer)).toBe('P 0 A 0 D 0');
  await app.award(store, at - DAY);
  // Every run of the award dies once before its end, and is tried again.
  expect(await app.workDying('points.award-past-orders')).toBeGreaterThan(2);
  expect(await app.balance(store, customer)).toBe('P 0 A 6000 D 0');
  expect(await app.differences(store)).toEqual([]);
});
