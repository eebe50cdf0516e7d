/** Whoever buys without an account collects points all the same (rule W): cases 68 and 69. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb } from '../../db/open.ts';
import type { HomeFigures } from '../../web/loyalty/points/api-types.ts';
import { holding, ledgerDifferences } from '../support/points-book.ts';
import { createStore, type TestStore } from '../support/store.ts';
import { startWorld, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let store: TestStore;
beforeAll(async () => {
  world = await startWorld();
  store = await createStore(world, { programme: { expiry: { months: 12, remindDays: 30 } } });
});
afterAll(() => world.stop());

const buyAsGuest = (email: string, price: string) =>
  store.order({ customer: null, email, lines: [{ title: 'Thing', price, quantity: 1 }] });
const figures = () => store.admin<HomeFigures>('GET', '/api/home');
const held = async () => (await figures()).outstanding;

test('68: points of a guest wait until somebody with that verified address claims them, dates kept', async () => {
  const before = await held();
  const order = await buyAsGuest('Guest@Example.com ', '80.00');
  await world.settle();
  expect(await figures()).toMatchObject({ pending: 80, available: 0 });
  await world.advance('P14D');
  expect(await figures()).toMatchObject({ pending: 0, available: 80 });
  // A day later, by which the points have not got another.
  await world.advance('P1D');
  const customer = await store.customer({ email: 'guest@example.com' });
  expect(await holding(world, store, customer)).toEqual({ P: 0, A: 80, D: 0, lots: ['available 80@2027-03-16'] });
  expect((await held()) - before).toBe(80);
  // What happens to the order later follows the points.
  await world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[0]?.id, quantity: 1 }] });
  expect(await holding(world, store, customer)).toMatchObject({ A: 0, D: 0 });
  // Whoever forgets to log in once more is known again.
  await buyAsGuest('guest@example.com', '12.00');
  expect(await holding(world, store, customer)).toMatchObject({ P: 12, A: 0 });
  expect(await ledgerDifferences(world)).toEqual([]);
});

test('69: an address that is not verified claims nothing, until it is', async () => {
  await buyAsGuest('careful@example.com', '30.00');
  const customer = await store.customer({ email: 'careful@example.com', verifiedEmail: false });
  expect(await holding(world, store, customer)).toMatchObject({ P: 0, A: 0, D: 0, lots: [] });
  await world.sim('POST', 'customers/update', { customer, verifiedEmail: true });
  expect(await holding(world, store, customer)).toMatchObject({ P: 30, A: 0, D: 0 });
  // An address that became somebody else's brings them nothing of what was claimed.
  await world.sim('POST', 'customers/update', { customer, email: 'new@example.com' });
  const other = await store.customer({ email: 'careful@example.com' });
  expect(await holding(world, store, other)).toMatchObject({ P: 0, A: 0 });
  await buyAsGuest('careful@example.com', '5.00');
  expect(await holding(world, store, other)).toMatchObject({ P: 5 });
  expect(await holding(world, store, customer)).toMatchObject({ P: 30 });
});

test('a store may leave guests out, and the mirror keeps digests of addresses, not addresses', async () => {
  const before = await held();
  await store.programme({ guests: false });
  await buyAsGuest('unseen@example.com', '40.00');
  await world.settle();
  expect(await held()).toBe(before);
  await store.programme({ guests: true });
  const db = openDb(world.databaseUrl);
  try {
    const rows = await db.read.selectFrom('orders').select(['guest', 'customer_id']).execute();
    const guests = rows.filter(({ guest }) => guest !== null);
    expect(guests.length).toBeGreaterThan(2);
    for (const { guest, customer_id } of guests) {
      expect(guest).toMatch(/^[\w-]{43}$/);
      expect(customer_id).toBeNull();
    }
  } finally {
    await db.close();
  }
});

test('who asks to be erased by their address leaves nothing waiting', async () => {
  const before = await held();
  await buyAsGuest('leaving@example.com', '25.00');
  await world.settle();
  expect(await held()).toBe(before + 25);
  const customer = await store.customer({ email: 'leaving@example.com', verifiedEmail: false });
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer });
  await world.advance('P11D');
  expect(await held()).toBe(before);
  expect(await ledgerDifferences(world)).toEqual([]);
});
