/** Who saw whose data: what the merchant's log tells of a page that renews itself. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessLogPage } from '../../web/platform/privacy/api-types.ts';
import { digits } from '../support/points-book.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const looks = async (store: TestStore) =>
  (await store.admin<AccessLogPage>('GET', '/api/access-log')).entries.map(({ what, customerIds }) => [
    what,
    ...customerIds,
  ]);

test('a home page that stays open is one look an hour at the same people, and another at others', async () => {
  const store = await world.shop();
  const [one, other] = [await store.customer(), await store.customer()];
  await store.buy(one, '10.00');
  await world.settle();
  const home = () => store.admin('GET', '/api/home');
  await home();
  await world.advance('PT30M');
  await home();
  expect(await looks(store)).toEqual([['home', digits(one)]]);
  await world.advance('PT31M');
  await home();
  expect(await looks(store)).toHaveLength(2);
  await world.advance('PT1M');
  await store.buy(other, '10.00');
  await world.settle();
  await home();
  expect(await looks(store)).toHaveLength(3);
  expect((await looks(store))[0]).toEqual(['home', digits(other), digits(one)]);
});

test('each visit of a customer’s page is told of', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await world.settle();
  for (let visit = 0; visit < 3; visit += 1) await store.admin('GET', `/api/customers/${digits(customer)}`);
  expect(await looks(store)).toEqual(Array.from({ length: 3 }, () => ['customer', digits(customer)]));
});
