import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { readConfig } from '../../config.ts';
import type { ShopDomain } from '../../platform/kit/ids.ts';
import { createLog } from '../../platform/kit/log.ts';
import type { Services } from '../../platform/manifest.ts';
import { deleteProduct, productIds } from '../products/index.ts';
import { saveProduct } from '../products/store.ts';
import { look } from './look.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const NOW = Date.parse('2026-03-02T03:00:00Z');

test.each([
  ['read_customers,read_orders', ['1', '2']],
  ['read_customers,read_orders,read_products', ['2']],
])('what is not shown is let go only if the very access that asked may see it (%s)', async (granted, left) => {
  const shopId = await db.transaction(async (tx) => {
    const { shop_id } = await tx
      .insertInto('installations')
      .values({
        domain: `store-${crypto.randomUUID().slice(0, 8)}.myshopify.com` as ShopDomain,
        status: 'active',
        // What the access had when it was stored; Shopify has taken some of it back since.
        scopes: 'read_customers,read_orders,read_products',
        token_version: 0,
        created_at: 0,
        activated_at: 0,
      })
      .returning('shop_id')
      .executeTakeFirstOrThrow();
    const about = { title: 'Cup', handle: 'cup', vendor: null, productType: null, tags: [], status: 'active' };
    const shown = { published: true, giftCard: false, tracksInventory: true };
    for (const id of ['1', '2', '3'])
      await saveProduct(tx, shop_id, { id, ...about, ...shown, imageUrl: null, updatedAt: 1, variants: [] });
    await deleteProduct(tx, shop_id, '3', NOW);
    return shop_id;
  });
  const none = { nodes: [] };
  const services: Services = {
    db,
    clock: { now: () => NOW },
    log: createLog('silent'),
    config: readConfig({
      DATABASE_URL: 'sqlite::memory:',
      APP_URL: 'https://app.example',
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: 'secret',
      ENCRYPTION_KEY: '00'.repeat(32),
    }),
    shopify: {
      graphql: async (_shopId, { data }, variables) => {
        expect(variables).toMatchObject({ ids: ['gid://shopify/Product/1', 'gid://shopify/Product/2'] });
        return data.parse({
          orders: none,
          customers: none,
          products: none,
          nodes: [null, { id: 'gid://shopify/Product/2' }],
          currentAppInstallation: { accessScopes: granted.split(',').map((handle) => ({ handle })) },
        });
      },
      backgroundWaitMs: () => 0,
      openBulkResult: async () => ({ kind: 'gone' }),
    },
    async addJob() {},
    async emit() {},
  };
  await look(services, { shopId, key: 'shop', payload: null, attempt: 1 });
  expect(await productIds(db.read, shopId, { after: null, limit: 10 })).toEqual(left);
});
