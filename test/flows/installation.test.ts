/** From the first opening of the app to the day when a store must not be found in the database any more. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import { jobTable } from '../../web/platform/jobs/job-table.ts';
import type { ShopDomain } from '../../web/platform/kit/ids.ts';
import { installationOfDomain } from '../../web/platform/shopify/find-installation.ts';
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

const installation = async (store: TestStore) => {
  const found = await installationOfDomain(db.read, store.domain as ShopDomain);
  if (!found) throw new Error(`${store.domain} is not known`);
  return found;
};
const jobsOf = async (store: TestStore) => {
  const { shopId } = await installation(store);
  return jobTable(db.read).jobsOf(db.read, shopId, '');
};
const parkedOf = async (store: TestStore) => {
  const { shopId } = await installation(store);
  return db.read.selectFrom('jobs_set_aside').select('kind').where('shop_id', '=', shopId).execute();
};
const open = (store: TestStore) => store.adminAnswer('GET', '/api/programme');

test('opening the app connects the store, and its own settings are read', async () => {
  const store = await world.shop({ currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh' });
  const { shopId, status, scopes } = await installation(store);
  expect(status).toBe('active');
  expect(scopes).toContain('read_orders');
  const shop = await db.read.selectFrom('shops').selectAll().where('shop_id', '=', shopId).executeTakeFirst();
  expect(shop).toMatchObject({ currency: 'VND', time_zone: 'Asia/Ho_Chi_Minh' });
  expect((await jobsOf(store)).map(({ kind }) => kind)).toContain('schedule:mirror/reconciliation/look');
});

test('a store that changes its settings is read again', async () => {
  const store = await world.shop({ timeZone: 'UTC' });
  await world.sim('POST', 'shops/update', { shop: store.domain, timeZone: 'Europe/Berlin' });
  await world.settle();
  const { shopId } = await installation(store);
  const shop = await db.read.selectFrom('shops').select('time_zone').where('shop_id', '=', shopId).executeTakeFirst();
  expect(shop?.time_zone).toBe('Europe/Berlin');
});

test('a token that ended is replaced without anybody noticing', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await world.sim('POST', 'tokens', { shop: store.domain, expire: 'access' });
  await store.buy(customer, '50.00');
  await world.settle();
  expect(await store.metafield(customer)).toMatchObject({ pending: 50 });
});

test('when the access has died the work waits, and is done when the merchant opens the app', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await world.sim('POST', 'tokens', { shop: store.domain, expire: 'refresh' });
  await store.buy(customer, '50.00');
  await world.settle();
  expect((await installation(store)).status).toBe('needs_reopen');
  expect((await parkedOf(store)).length).toBeGreaterThan(0);
  expect(await store.metafield(customer)).toBeNull();
  expect((await open(store)).status).toBe(200);
  await world.settle();
  expect(await parkedOf(store)).toEqual([]);
  expect(await store.metafield(customer)).toMatchObject({ pending: 50 });
});

test('scopes that the merchant grants later reach the app by themselves', async () => {
  const store = await world.shop();
  const { scopes } = await installation(store);
  await world.sim('POST', 'scopes', { shop: store.domain, scopes: [...scopes, 'read_discounts'] });
  await world.settle();
  expect((await installation(store)).scopes).toContain('read_discounts');
});

test('after an uninstall nothing is done for the store; installed again it is the same store', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await store.buy(customer, '50.00');
  await world.settle();
  const before = await installation(store);
  await world.sim('POST', 'uninstall', { shop: store.domain });
  await world.settle();
  expect((await installation(store)).status).toBe('uninstalled');
  expect(await jobsOf(store)).toEqual([]);
  await world.advance('PT1H');
  await world.sim('POST', 'install', { shop: store.domain });
  await world.settle();
  expect(await installation(store)).toMatchObject({ shopId: before.shopId, status: 'active' });
  expect(await store.balance(customer)).toMatchObject({ pending: 50 });
});

test('two days after an uninstall nothing of the store is left', async () => {
  const store = await world.shop();
  const kept = await world.shop();
  const customer = await store.customer();
  await store.buy(customer, '50.00');
  await world.settle();
  const { shopId } = await installation(store);
  await world.sim('POST', 'uninstall', { shop: store.domain });
  await world.advance('PT49H');
  expect(await installationOfDomain(db.read, store.domain as ShopDomain)).toBeNull();
  const tables = await db.migrator.introspection.getTables();
  for (const { name, columns } of tables) {
    if (!columns.some((column) => column.name === 'shop_id')) continue;
    const left = await db.migrator
      .selectFrom(db.migrator.dynamic.table(name as 'jobs').as('each'))
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('shop_id', '=', shopId)
      .executeTakeFirstOrThrow();
    expect({ name, left: left.n }).toEqual({ name, left: 0 });
  }
  expect((await open(kept)).status).toBe(200);
});

test('webhooks are kept for a week, and then no longer', async () => {
  const store = await world.shop();
  await store.buy(await store.customer(), '50.00');
  await world.settle();
  const { shopId } = await installation(store);
  const kept = async () =>
    (await db.read.selectFrom('inbox').select('webhook_id').where('shop_id', '=', shopId).execute()).length;
  const before = await kept();
  expect(before).toBeGreaterThan(0);
  await world.advance('P6D');
  expect(await kept()).toBe(before);
  await world.advance('P3D');
  expect(await kept()).toBe(0);
});
