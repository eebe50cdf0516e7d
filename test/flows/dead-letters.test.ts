/** Work that was given up: what a person reads of it, and what trying again does. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import type { DeadLetterPage, RetryAnswer } from '../../web/platform/dead-letters/api-types.ts';
import { letterInFull, letterLines } from '../../web/platform/dead-letters/in-words.ts';
import { readableLetters } from '../../web/platform/dead-letters/list.ts';
import { setAside } from '../../web/platform/jobs/set-aside.ts';
import type { ShopDomain } from '../../web/platform/kit/ids.ts';
import { orderNames } from '../../web/mirror/orders/index.ts';
import { digits } from '../support/points-book.ts';
import { shopIdOf } from '../support/shop-id.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let db: Db;
beforeAll(async () => {
  world = await startWorld();
  db = openDb(world.databaseUrl);
});
afterAll(async () => {
  await db.close();
  await world.stop();
});

const page = (store: TestStore) => store.admin<DeadLetterPage>('GET', '/api/dead-letters');
const retry = (store: TestStore, body: object = {}) =>
  store.admin<RetryAnswer>('POST', '/api/dead-letters/retry', body);
async function giveUp(store: TestStore, kind: string, key: string, error: string): Promise<void> {
  const shopId = await shopIdOf(db, store.domain);
  const now = (await world.now()).getTime();
  await db.transaction((tx) =>
    setAside(tx, { shopId, kind, key }, { state: 'dead', payload: null, attempts: 20, error, now }),
  );
}

test('says which order, customer and product it was about, and since when', async () => {
  const store = await world.shop();
  const customer = await store.customer({ firstName: 'Thu', lastName: 'Phạm', email: 'thu@example.com' });
  const product = store.product({ title: 'Secret blend', prices: ['9.00'] });
  const order = await store.buy(customer, '30.00');
  await world.settle();
  const { deliveries } = await world.sim<{ deliveries: { id: string; topic: string }[] }>(
    'GET',
    `state?shop=${store.domain}`,
  );
  const paid = deliveries.find(({ topic }) => topic === 'orders/paid');
  if (!paid) throw new Error('nothing was paid');
  const error = 'Unexpected token in JSON: "email":"thu@example.com" +84 90 123 45 67, order 820000000000001234';
  await giveUp(store, 'webhook:mirror/orders', paid.id, error);
  await giveUp(store, 'on:customer.changed:loyalty/points', digits(customer), 'a bug');
  await giveUp(store, 'on:product.changed:loyalty/points', digits(product.id), 'a bug');
  await giveUp(store, 'orders.read', digits(order.id), 'Shopify did not answer Order as expected (status 503)');
  await giveUp(store, 'history.read', 'shop', 'the connection broke');

  const { count, letters } = await page(store);
  expect(count).toBe(5);
  expect(letters).toMatchObject([
    { kind: 'history', order: null, customerId: null, productId: null },
    { kind: 'order', order: { id: digits(order.id), name: order.name }, happenedAt: null, why: 'shopify' },
    { kind: 'product', productId: digits(product.id) },
    { kind: 'customer', customerId: digits(customer), why: 'app' },
    { kind: 'order', order: { id: digits(order.id), name: order.name }, tries: 20, happenedAt: expect.any(String) },
  ]);

  // At the terminal: without the person, unless somebody insists.
  const shopId = await shopIdOf(db, store.domain);
  const all = await readableLetters(db.read, orderNames, { shopId, limit: 10 });
  const letter = all.at(-1);
  if (!letter) throw new Error('there is no letter');
  const lines = letterLines(letter, store.domain as ShopDomain).join('\n');
  expect(lines).toContain(`orders/paid, order ${order.name} (${digits(order.id)})`);
  expect(lines).toContain(store.domain);
  expect(lines).toContain('order 820000000000001234');
  const shape = JSON.stringify(letterInFull(letter, store.domain as ShopDomain, false));
  expect(shape).toContain(`"financial_status":"paid"`);
  expect(shape).toContain(paid.id);
  for (const text of [lines, shape, JSON.stringify(await page(store))])
    expect(text).not.toMatch(/thu@example|Phạm|"Thu"|123 45 67|Thing/);
  expect(JSON.stringify(letterInFull(letter, store.domain as ShopDomain, true))).toContain('thu@example.com');

  expect(await retry(store, { id: letter.id })).toEqual({ retried: 1 });
  expect(await retry(store)).toEqual({ retried: 4 });
  await world.settle();
  expect(await page(store)).toEqual({ count: 0, letters: [] });
  expect(await store.balance(customer)).toMatchObject({ pending: 30 });
});

test('nobody sees or retries what belongs to another store', async () => {
  const [mine, other] = [await world.shop(), await world.shop()];
  await giveUp(mine, 'history.read', 'shop', 'broke');
  const [letter] = (await page(mine)).letters;
  expect((await page(other)).letters).toEqual([]);
  expect(await retry(other, { id: letter?.id })).toEqual({ retried: 0 });
  expect(await retry(other)).toEqual({ retried: 0 });
  expect((await page(mine)).count).toBe(1);
  expect((await mine.adminAnswer('POST', '/api/dead-letters/retry', { id: 'x' })).status).toBe(422);
  expect(await retry(mine)).toEqual({ retried: 1 });
});
