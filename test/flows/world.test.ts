/** The small world itself: what every other story stands on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

test('the clock stands still, and moves by what it is told', async () => {
  const before = await world.now();
  expect(await world.now()).toEqual(before);
  await world.advance('P14D');
  expect((await world.now()).getTime() - before.getTime()).toBe(14 * 24 * 3_600_000);
});

test('a paid order becomes points, pending at first, that the theme can read', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await store.buy(customer, '120.50');
  await world.settle();
  expect(await store.balance(customer)).toEqual({ available: 0, pending: 120, debt: 0 });
  expect(await store.metafield(customer)).toMatchObject({ available: 0, pending: 120, debt: 0 });
  await world.advance('P14D');
  expect(await store.balance(customer)).toEqual({ available: 120, pending: 0, debt: 0 });
  expect(await store.metafield(customer)).toMatchObject({ available: 120, pending: 0, debt: 0 });
});

test('stores know nothing of each other', async () => {
  const [one, other] = [await world.shop(), await world.shop()];
  const customer = await one.customer();
  await one.buy(customer, '50.00');
  await world.settle();
  expect(await one.balance(customer)).toMatchObject({ pending: 50 });
  const answer = await other.adminAnswer('GET', `/api/customers/${customer.split('/').at(-1)}`);
  expect(answer.status).toBe(404);
});

test('a refusal of the simulator comes through in its own words', async () => {
  await expect(world.sim('POST', 'orders/pay', { order: 'gid://shopify/Order/1' })).rejects.toThrow(
    /answered 404.*order/i,
  );
});
