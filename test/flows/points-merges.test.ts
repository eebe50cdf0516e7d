/** Two customers become one: what becomes of their points, however the news of it arrives. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerDetail, HomeFigures } from '../../web/loyalty/points/api-types.ts';
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

const adjust = (store: TestStore, customer: string, points: number) =>
  store.admin('POST', `/api/customers/${digits(customer)}/adjust`, {
    reason: 'because',
    key: crypto.randomUUID(),
    points,
  });
const merge = (keep: string, remove: string) => world.sim('POST', 'customers/merge', { keep, remove });
const cancel = (order: { id: string }) => world.sim('POST', 'orders/cancel', { order: order.id });

async function twoCustomers(options = {}) {
  const store = await world.shop({ programme: { window: { days: 0 } }, ...options });
  const [kept, removed] = [await store.customer({ firstName: 'Ann' }), await store.customer({ firstName: 'Annie' })];
  await world.settle();
  return { store, kept, removed };
}

/** An order of which the points are there, and can be used where the window is of no days. */
async function bought(store: TestStore, customer: string, price: string) {
  const order = await store.buy(customer, price);
  await world.settle();
  return order;
}

describe('a merge', () => {
  test('65, 78: moves lots with their dates, and later refunds follow them', async () => {
    const { store, kept, removed } = await twoCustomers({ programme: { window: { days: 1 } } });
    await store.buy(removed, '100.00');
    const order = await bought(store, kept, '200.00');
    await world.advance('P1D');
    const waiting = await bought(store, removed, '30.00');
    expect(await holding(world, store, removed)).toEqual({
      P: 30,
      A: 100,
      D: 0,
      lots: ['available 100', 'pending 30'],
    });
    await world.advance('PT1H');
    await store.buy(removed, '7.00');
    await world.settle();
    const dates = (await store.admin<CustomerDetail>('GET', `/api/customers/${digits(removed)}`)).lots;
    await merge(kept, removed);
    expect(await holding(world, store, kept)).toMatchObject({ P: 37, A: 300, D: 0 });
    const { lots } = await store.admin<CustomerDetail>('GET', `/api/customers/${digits(kept)}`);
    expect(dates).toHaveLength(3);
    for (const lot of dates) expect(lots).toContainEqual(lot);
    await cancel(order);
    expect(await holding(world, store, kept)).toMatchObject({ P: 37, A: 100, D: 0 });
    await cancel(waiting);
    expect(await holding(world, store, kept)).toMatchObject({ P: 7, A: 100, D: 0 });
    expect(await store.admin<HomeFigures>('GET', '/api/home')).toMatchObject({ members: 1, outstanding: 107 });
  });

  test('66: pays what the kept customer owes, and takes over what the other owed', async () => {
    for (const direction of ['owing is kept', 'owing is removed']) {
      const { store, kept, removed } = await twoCustomers();
      const [owing, other] = direction === 'owing is kept' ? [kept, removed] : [removed, kept];
      const order = await bought(store, owing, '50.00');
      await adjust(store, owing, -50);
      await cancel(order);
      expect(await holding(world, store, owing)).toMatchObject({ A: 0, D: 50 });
      await adjust(store, other, 120);
      await merge(kept, removed);
      expect(await holding(world, store, kept)).toMatchObject({ P: 0, A: 70, D: 0 });
    }
  });

  test('leaves nothing with the removed customer, whose link leads to the kept one', async () => {
    const { store, kept, removed } = await twoCustomers();
    await adjust(store, removed, 40);
    await world.settle();
    await merge(kept, removed);
    await world.settle();
    expect(await store.metafield(removed)).toBeNull();
    expect(await store.admin('GET', `/api/customers/${digits(removed)}`)).toMatchObject({
      id: digits(kept),
      available: 40,
    });
    await adjust(store, removed, 2);
    expect(await holding(world, store, kept)).toMatchObject({ A: 42 });
  });

  test('can be read where the customer and the merchant look, in both languages', async () => {
    for (const [locale, words] of [
      ['en', 'Brought over when your accounts were united'],
      ['vi', 'Chuyển sang khi gộp các tài khoản của bạn'],
    ] as const) {
      const { store, kept, removed } = await twoCustomers({ locale });
      await adjust(store, removed, 40);
      await merge(kept, removed);
      await world.settle();
      const { timeline } = await store.admin<CustomerDetail>('GET', `/api/customers/${digits(kept)}`);
      expect(timeline).toMatchObject([{ kind: 'merged', points: 40 }]);
      const page = String((await store.proxy('/history', kept, { render: true })).body);
      expect(page).toContain(words);
      expect(page).toContain('+40');
    }
  });

  test('of customers without points brings none, and their next order earns for the kept one', async () => {
    const { store, kept, removed } = await twoCustomers();
    await merge(kept, removed);
    expect(await holding(world, store, kept)).toEqual({ P: 0, A: 0, D: 0, lots: [] });
    await store.buy(kept, '10.00');
    expect(await holding(world, store, kept)).toMatchObject({ A: 10 });
  });

  test('of one who was kept before carries everything on', async () => {
    const { store, kept, removed } = await twoCustomers();
    const third = await store.customer();
    await bought(store, removed, '11.00');
    const order = await bought(store, kept, '22.00');
    await adjust(store, third, 33);
    await merge(kept, removed);
    await world.settle();
    await merge(third, kept);
    const { A, lots } = await holding(world, store, third);
    expect({ A, lots: lots.toSorted() }).toEqual({ A: 66, lots: ['available 11', 'available 22', 'available 33'] });
    await cancel(order);
    expect(await holding(world, store, third)).toMatchObject({ A: 44 });
    expect(await store.admin('GET', `/api/customers/${digits(removed)}`)).toMatchObject({ id: digits(third) });
  });

  test('lets an exchange that began before it end after it', async () => {
    const { store, kept, removed } = await twoCustomers();
    const order = await store.order({
      customer: removed,
      lines: [
        { title: 'Shirt', price: '60.00', quantity: 1 },
        { title: 'Socks', price: '40.00', quantity: 1 },
      ],
    });
    await world.settle();
    await adjust(store, removed, -100);
    await world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[0]?.id, quantity: 1 }] });
    expect(await holding(world, store, removed)).toMatchObject({ A: 0, D: 60 });
    await merge(kept, removed);
    expect(await holding(world, store, kept)).toMatchObject({ A: 0, D: 60 });
    await adjust(store, kept, 100);
    expect(await holding(world, store, kept)).toMatchObject({ A: 40, D: 0 });
  });
});

describe('the news of a merge', () => {
  test('may come before the removed customer’s orders, and twice', async () => {
    const store = await world.shop();
    for (const seed of [1, 2, 3, 4]) {
      const [kept, removed] = [await store.customer(), await store.customer()];
      await world.settle();
      await world.sim('POST', 'deliveries', { shop: store.domain, hold: true });
      await store.buy(removed, '100.00');
      await merge(kept, removed);
      await world.sim('POST', 'deliveries', { shop: store.domain, reorder: true, duplicate: 0.5, seed });
      expect(await holding(world, store, kept)).toMatchObject({ P: 100 });
      await world.sim('POST', 'deliveries', { shop: store.domain });
      const { timeline } = await store.admin<CustomerDetail>('GET', `/api/customers/${digits(kept)}`);
      expect(timeline.map(({ kind }) => kind)).toContain('order');
    }
  });

  test('may be lost: an order that names another customer, and nobody by the old name, tell it', async () => {
    const { store, kept, removed } = await twoCustomers();
    const order = await bought(store, removed, '100.00');
    await adjust(store, removed, 5);
    await world.sim('POST', 'deliveries', { shop: store.domain, drop: 1 });
    await merge(kept, removed);
    await world.settle();
    await world.sim('POST', 'deliveries', { shop: store.domain, drop: 0 });
    expect(await holding(world, store, kept)).toMatchObject({ A: 0 });
    await world.sim('POST', 'orders/fulfil', { order: order.id });
    expect(await holding(world, store, kept)).toMatchObject({ A: 105 });
  });
});

describe('erasure', () => {
  test('after a merge forgets both, and refunds of either move nothing', async () => {
    const { store, kept, removed } = await twoCustomers();
    const [one, other] = [await bought(store, kept, '10.00'), await bought(store, removed, '20.00')];
    await adjust(store, removed, 5);
    await merge(kept, removed);
    await world.settle();
    await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer: kept });
    await world.settle();
    expect(await store.admin('GET', '/api/home')).toMatchObject({ outstanding: 0, pointsGiven: 35 });
    await cancel(one);
    await cancel(other);
    await world.settle();
    expect(await store.admin('GET', '/api/home')).toMatchObject({ outstanding: 0, debt: 0 });
    expect(await store.adminAnswer('GET', `/api/customers/${digits(removed)}`)).toMatchObject({ status: 404 });
  });
});
