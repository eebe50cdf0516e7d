/** Awarding past orders: the merchant's act, after a dry run that says what it will do. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiError, CustomerDetail, PastOrders, PastOrdersAward } from '../../web/loyalty/points/api-types.ts';
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

const PATH = '/api/programme/award-past-orders';
const NOTHING = { guest: 0, source: 0, customer_tag: 0, no_points: 0 };
const past = (store: TestStore) => store.admin<PastOrders>('GET', PATH);
const thing = (price: string) => ({ title: 'Thing', price, quantity: 1 });

async function preview(store: TestStore, since: string) {
  await store.admin('POST', `${PATH}/preview`, { since });
  await world.settle();
  return (await past(store)).preview?.counted;
}

async function award(store: TestStore, since: string, more = {}): Promise<PastOrdersAward | undefined> {
  await store.admin('POST', PATH, { since, key: crypto.randomUUID(), ...more });
  await world.settle();
  return (await past(store)).awards[0];
}

/** A store that is older than its programme: one order of 2025 each, for 10, 20 and 40, the last by somebody else. */
async function oldStore(options = {}) {
  const store = await world.shop(options);
  const [one, other] = [await store.customer(), await store.customer()];
  const orders = [
    await store.buy(one, '10.00', { at: '2025-02-01T00:00:00Z' }),
    await store.buy(one, '20.00', { at: '2025-06-01T00:00:00Z' }),
    await store.buy(other, '40.00', { at: '2025-09-01T00:00:00Z' }),
  ];
  await world.settle();
  expect(await holding(world, store, one)).toMatchObject({ P: 0, A: 0 });
  return { store, one, other, orders };
}

describe('a dry run', () => {
  test('says what would come of it, and awards nothing', async () => {
    const { store, one } = await oldStore();
    expect(await past(store)).toEqual({ preview: null, awards: [] });
    expect(await preview(store, '2025-05-01T00:00:00Z')).toEqual({
      customers: 2,
      orders: 2,
      points: 60,
      nothing: NOTHING,
    });
    expect((await past(store)).preview).toMatchObject({
      since: '2025-05-01T00:00:00.000Z',
      scanned: 2,
      total: 2,
      version: 1,
    });
    expect(await holding(world, store, one)).toMatchObject({ P: 0, A: 0 });
    expect(await preview(store, '2025-01-01T00:00:00Z')).toMatchObject({ customers: 2, orders: 3, points: 70 });
  });

  test('waits, and the act with it, until the history is here', async () => {
    const { store } = await oldStore();
    await world.sim('POST', 'bulkOperations', { duration: 'PT10M' });
    await store.admin('POST', '/api/history', { action: 'start' });
    await world.settle();
    const since = '2025-05-01T00:00:00Z';
    const refused = { status: 409, body: { error: expect.stringContaining('still being brought in') } };
    expect(await store.adminAnswer('POST', `${PATH}/preview`, { since })).toMatchObject(refused);
    expect(await store.adminAnswer('POST', PATH, { since, key: 'early' })).toMatchObject(refused);
    await world.sim('POST', 'bulkOperations', { duration: 'PT0S' });
    await world.advance('PT20M');
    expect(await preview(store, since)).toMatchObject({ orders: 2, points: 60 });
  });

  test('says of the orders that bring nothing why', async () => {
    const { store, orders } = await oldStore({
      programme: { exclude: { customerTags: ['staff'] }, sources: { pos: false } },
    });
    const at = '2025-10-01T00:00:00Z';
    const someone = await store.customer();
    const staff = await store.customer({ tags: ['Staff'] });
    await store.order({ at, lines: [thing('5.00')] });
    await store.buy(someone, '5.00', { at, test: true });
    await store.buy(someone, '5.00', { at, source: 'pos' });
    await store.buy(staff, '5.00', { at });
    await store.buy(someone, '0.99', { at });
    await store.buy(someone, '5.00', { at, paid: false });
    await world.sim('POST', 'orders/cancel', { order: orders[0]?.id });
    await store.buy(someone, '5.00');
    await world.settle();
    expect(await preview(store, '2025-01-01T00:00:00Z')).toEqual({
      customers: 2,
      orders: 2,
      points: 60,
      nothing: { guest: 1, source: 1, customer_tag: 1, no_points: 2 },
    });
  });
});

describe('the act', () => {
  test('brings what the dry run said: old points at once, each order once, also when it is repeated further back', async () => {
    const { store, one, other } = await oldStore();
    const recent = new Date((await world.now()).getTime() - 3 * 86_400_000).toISOString();
    await store.buy(one, '3.00', { at: recent });
    await world.settle();
    const counted = await preview(store, '2025-05-01T00:00:00Z');
    expect(
      await award(store, '2025-05-01T00:00:00Z', { expected: { customers: 2, orders: 3, points: 63 } }),
    ).toMatchObject({
      award: 1,
      state: 'done',
      scanned: 3,
      total: 3,
      counted,
      brought: { customers: 2, orders: 3, points: 63 },
    });
    expect(await holding(world, store, one)).toMatchObject({ P: 3, A: 20, lots: ['available 20', 'pending 3'] });
    expect(await holding(world, store, other)).toMatchObject({ P: 0, A: 40 });
    expect(await award(store, '2025-05-01T00:00:00Z')).toMatchObject({
      counted: { orders: 0, points: 0 },
      brought: { orders: 0 },
    });
    expect(await preview(store, '2025-01-01T00:00:00Z')).toMatchObject({ customers: 1, orders: 1, points: 10 });
    expect(await award(store, '2025-01-01T00:00:00Z')).toMatchObject({
      award: 3,
      brought: { customers: 1, orders: 1, points: 10 },
    });
    expect(await holding(world, store, one)).toMatchObject({ P: 3, A: 30 });
    await world.advance('P11D');
    expect(await holding(world, store, one)).toMatchObject({ P: 0, A: 33 });
  });

  test('counts by the rule of its day, which the order keeps; refunds and windows are as always', async () => {
    const { store, one, orders } = await oldStore();
    await store.programme({ earn: { points: 3 } });
    await world.advance('PT1H');
    await award(store, '2025-05-01T00:00:00Z');
    expect(await holding(world, store, one)).toMatchObject({ A: 60 });
    await store.programme({ earn: { points: 7 } });
    await world.advance('PT1H');
    await world.sim('POST', 'orders/refund', { order: orders[1]?.id, amount: '10.00' });
    expect(await holding(world, store, one)).toMatchObject({ A: 30 });
    expect((await past(store)).awards[0]).toMatchObject({ version: 2, brought: { points: 150 } });
    const { timeline } = await store.admin<CustomerDetail>('GET', `/api/customers/${digits(one)}`);
    expect(timeline.map(({ kind, points }) => [kind, points])).toContainEqual(['earned', 60]);
  });

  test('reaches what is told of those years only afterwards, and is not doubled by any webhook', async () => {
    const { store, one, orders } = await oldStore();
    await store.admin('POST', PATH, { since: '2025-01-01T00:00:00Z', key: 'k' });
    for (const order of orders) await world.sim('POST', 'orders/fulfil', { order: order.id });
    await world.settle();
    expect(await holding(world, store, one)).toMatchObject({ A: 30 });
    await store.buy(one, '100.00', { at: '2025-03-01T00:00:00Z' });
    await store.buy(one, '100.00', { at: '2024-03-01T00:00:00Z' });
    expect(await holding(world, store, one)).toMatchObject({ A: 130 });
  });

  test('is one act under one key, and not another under it', async () => {
    const { store, one } = await oldStore();
    const body = { since: '2025-01-01T00:00:00Z', key: 'mine' };
    const answers = await Promise.all([1, 2, 3].map(() => store.adminAnswer('POST', PATH, body)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    await world.settle();
    expect((await past(store)).awards).toHaveLength(1);
    expect(await holding(world, store, one)).toMatchObject({ A: 30 });
    expect(await store.adminAnswer('POST', PATH, { ...body, since: '2024-01-01T00:00:00Z' })).toMatchObject({
      status: 409,
      body: { field: 'key' },
    });
  });

  test('does nothing when the count is no longer what the merchant has seen', async () => {
    const { store, one } = await oldStore();
    const expected = { customers: 2, orders: 3, points: 71 };
    expect(await award(store, '2025-01-01T00:00:00Z', { expected })).toMatchObject({
      state: 'changed',
      counted: { orders: 3, points: 70 },
      brought: { orders: 0 },
    });
    expect(await holding(world, store, one)).toMatchObject({ A: 0 });
  });

  test.each([
    ['paused', 409],
    ['off', 409],
  ])('is refused while the programme is %s', async (status, answer) => {
    const { store } = await oldStore();
    await store.programme({ status: status as 'paused' | 'off' });
    for (const path of [PATH, `${PATH}/preview`])
      expect(await store.adminAnswer('POST', path, { since: '2025-01-01T00:00:00Z', key: 'k' })).toMatchObject({
        status: answer,
      });
  });

  test.each([
    ['since', { since: 'last year', key: 'k' }],
    ['since', { since: '2999-01-01T00:00:00Z', key: 'k' }],
    ['key', { since: '2025-01-01T00:00:00Z', key: ' ' }],
    [
      'expected.points',
      { since: '2025-01-01T00:00:00Z', key: 'k', expected: { customers: 1, orders: 1, points: '1' } },
    ],
  ])('needs a usable %s', async (field, body) => {
    const store = await world.shop();
    const answer = await store.adminAnswer('POST', PATH, body);
    expect(answer.status).toBe(422);
    expect((answer.body as ApiError).field).toBe(field);
  });

  test('goes to whom the customers are now', async () => {
    const { store, one, other } = await oldStore();
    await world.sim('POST', 'customers/merge', { keep: other, remove: one });
    await world.settle();
    expect(await preview(store, '2025-01-01T00:00:00Z')).toMatchObject({ customers: 1, orders: 3, points: 70 });
    expect(await award(store, '2025-01-01T00:00:00Z')).toMatchObject({
      brought: { customers: 1, orders: 3, points: 70 },
    });
    expect(await holding(world, store, other)).toMatchObject({ A: 70 });
  });
});

const price = fc.integer({ min: 20, max: 30_000 }).map((cents) => (cents / 100).toFixed(2));
const oldOrder = fc.record({
  price,
  month: fc.integer({ min: 1, max: 9 }),
  who: fc.constantFrom('one', 'other', 'staff', 'nobody'),
  more: fc.constantFrom(
    {},
    {},
    { test: true },
    { source: 'pos' },
    { tax: '0.10', taxesIncluded: true },
    { orderDiscount: '0.01' },
  ),
  after: fc.constantFrom('nothing', 'nothing', 'cancel', 'part'),
});

test('whatever the past was, the act brings exactly what the dry run said', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(oldOrder, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 9 }),
      async (orders, month) => {
        const store = await world.shop({
          programme: { exclude: { customerTags: ['staff'] }, sources: { pos: false } },
        });
        const people: Record<string, string> = {
          one: await store.customer(),
          other: await store.customer(),
          staff: await store.customer({ tags: ['staff'] }),
        };
        for (const order of orders) {
          const customer = people[order.who];
          const at = `2025-0${order.month}-15T00:00:00Z`;
          const placed = await store.order({
            ...(customer && { customer }),
            lines: [thing(order.price)],
            at,
            ...order.more,
          });
          if (order.after === 'cancel') await world.sim('POST', 'orders/cancel', { order: placed.id });
          if (order.after === 'part') await world.sim('POST', 'orders/refund', { order: placed.id, amount: '0.01' });
        }
        await world.settle();
        const since = `2025-0${month}-01T00:00:00Z`;
        const counted = await preview(store, since);
        const { customers = 0, orders: count = 0, points = 0 } = counted ?? {};
        expect(await award(store, since)).toMatchObject({
          state: 'done',
          counted,
          brought: { customers, orders: count, points },
        });
        const held = await Promise.all(Object.values(people).map((id) => store.balance(id)));
        expect(held.reduce((sum, { available }) => sum + available, 0)).toBe(points);
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});
