/** What goes with what, counted from orders and offered to whom it fits. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Insertable } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Db, openDb } from '../../../db/open.ts';
import type { OrderLinesTable } from '../../../db/schema/order-lines.ts';
import type { OrdersTable } from '../../../db/schema/orders.ts';
import type { ProductsTable } from '../../../db/schema/products.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { DAY } from '../../platform/kit/clock.ts';
import { ALL_STORES, type ShopDomain, type ShopId } from '../../platform/kit/ids.ts';
import { createLog } from '../../platform/kit/log.ts';
import type { Services } from '../../platform/manifest.ts';
import { countSome, countStore } from './count-nightly.ts';
import { LEAST_BUYERS, scoreOf } from './count-together.ts';
import { ANYTHING } from './store.ts';
import { suggest, type SuggestionsFor } from './suggest.ts';

let database: TestDatabase;
let db: Db;
let shopId = 0 as ShopId;
const NOW = Date.UTC(2026, 10, 22);
beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(() => {
  shopId = (shopId + 1) as ShopId;
});

const services = (): Services => {
  const used: Pick<Services, 'db' | 'clock'> = { db, clock: { now: () => NOW } };
  return used as Services;
};
const count = () => countStore(services(), shopId);
const fitting = (wanted: Partial<SuggestionsFor> = {}) =>
  suggest(services(), shopId, { productIds: ['1'], customerId: null, limit: 4, never: [], ...wanted });
const titles = async (wanted: Partial<SuggestionsFor> = {}) => (await fitting(wanted)).map(({ title }) => title);

interface Basket {
  customer?: string | null;
  guest?: string;
  products: string[];
  order?: Partial<Insertable<OrdersTable>>;
  line?: Partial<Insertable<OrderLinesTable>>;
}
let orders = 0;

async function buy(baskets: readonly Basket[]): Promise<void> {
  const rows = baskets.map(({ customer = null, guest = null, order }) => {
    orders += 1;
    return {
      shop_id: shopId,
      order_id: String(orders),
      name: `#${orders}`,
      customer_id: customer,
      guest,
      currency: 'USD',
      financial_status: 'paid',
      fulfillment_status: null,
      source_name: 'web',
      business: 0,
      test: 0,
      taxes_included: 0,
      total: 100,
      subtotal: 100,
      placed_at: NOW - DAY,
      processed_at: NOW - DAY,
      paid_at: NOW - DAY,
      cancelled_at: null,
      deleted_at: null,
      updated_at: NOW,
      ...order,
    };
  });
  const lines = baskets.flatMap(({ products, line }, index) =>
    products.map((product, place) => ({
      shop_id: shopId,
      order_id: rows[index]?.order_id ?? '',
      line_id: String(place),
      product_id: product,
      variant_id: null,
      title: product,
      sku: null,
      quantity: 1,
      current_quantity: 1,
      unit_price: 100,
      discount: 0,
      tax: 0,
      gift_card: 0,
      tip: 0,
      requires_shipping: 1,
      ...line,
    })),
  );
  await db.transaction(async (tx) => {
    for (let start = 0; start < rows.length; start += 500)
      await tx
        .insertInto('orders')
        .values(rows.slice(start, start + 500))
        .execute();
    for (let start = 0; start < lines.length; start += 500)
      await tx
        .insertInto('order_lines')
        .values(lines.slice(start, start + 500))
        .execute();
  });
}

/** On sale, with one variant of which there is enough, unless it is said otherwise. */
async function sell(
  titleOf: Record<string, string>,
  changes: Partial<Insertable<ProductsTable>> & { sellable?: number } = {},
): Promise<void> {
  const { sellable = 1, ...product } = changes;
  await db.transaction(async (tx) => {
    for (const [id, title] of Object.entries(titleOf)) {
      await tx
        .insertInto('products')
        .values({
          shop_id: shopId,
          product_id: id,
          title,
          handle: title,
          vendor: null,
          product_type: null,
          tags: '[]',
          status: 'active',
          image_url: null,
          published: 1,
          gift_card: 0,
          tracks_inventory: 1,
          updated_at: NOW,
          deleted_at: null,
          ...product,
        })
        .execute();
      const variant = { variant_id: `${id}0`, title: 'Default Title', sku: null, price: '1.00', position: 1, sellable };
      await tx
        .insertInto('product_variants')
        .values({ shop_id: shopId, product_id: id, ...variant })
        .execute();
    }
  });
}

const both = (a: string, b: string, buyers: number): Basket[] =>
  Array.from({ length: buyers }, (_, index) => ({ customer: `${a}/${b}/${index}`, products: [a, b] }));

test('what other buyers also bought comes first, each with what one tap puts into the cart', async () => {
  await sell({ 1: 'coffee', 2: 'filter', 3: 'mug', 4: 'tea' });
  await buy([...both('1', '2', 5), ...both('1', '3', 3), ...both('4', '3', 9)]);
  expect(await fitting()).toEqual([]);
  await count();
  expect(await fitting()).toMatchObject([
    { productId: '2', variantId: '20', title: 'filter', price: '1.00', because: 'bought_together' },
    { productId: '3', title: 'mug' },
  ]);
  expect(await titles({ limit: 1 })).toEqual(['filter']);
  expect(await titles({ productIds: ['1', '4'] })).toEqual(['mug', 'filter']);
});

test('never what they have, what the merchant left out, what is sold out, unpublished, a draft, a gift card or gone', async () => {
  await sell({ 1: 'coffee', 2: 'filter', 3: 'mug', 4: 'owned' });
  await sell({ 5: 'sold out' }, { sellable: 0 });
  await sell({ 6: 'unpublished' }, { published: 0 });
  await sell({ 7: 'draft' }, { status: 'draft' });
  await sell({ 8: 'gift card' }, { gift_card: 1 });
  await sell({ 9: 'deleted' }, { deleted_at: NOW });
  await sell({ 10: 'never runs out' }, { sellable: 0, tracks_inventory: 0 });
  await buy(['2', '3', '4', '5', '6', '7', '8', '9', '10'].flatMap((other) => both('1', other, 3)));
  await buy([{ customer: 'me', products: ['4'], order: { processed_at: NOW - 900 * DAY } }]);
  await count();
  const wanted = { customerId: 'me', never: ['2'], limit: 9 };
  expect((await titles(wanted)).sort()).toEqual(['mug', 'never runs out']);
  // Of somebody else it is no reason.
  expect(await titles({ ...wanted, customerId: 'another' })).toContain('owned');
});

test('where nothing goes with it, what many buy; and that is said', async () => {
  await sell({ 1: 'coffee', 2: 'filter', 3: 'mug' });
  await buy([...both('2', '3', 2), { customer: 'x', products: ['3'] }, { customer: 'y', products: ['1'] }]);
  await count();
  expect(await fitting()).toMatchObject([
    { title: 'mug', because: 'popular' },
    { title: 'filter', because: 'popular' },
  ]);
});

test('what one person alone bought together tells nobody anything, however often', async () => {
  await sell({ 1: 'coffee', 2: 'filter' });
  await buy(Array.from({ length: 9 }, () => ({ customer: 'one', products: ['1', '2'] })));
  await count();
  expect(await fitting()).toEqual([]);
});

test('people count, in whichever orders they bought it; orders that do not hold, and what came back, do not', async () => {
  await sell({ 1: 'coffee', 2: 'filter', 3: 'mug' });
  const pairs = async (more: Omit<Basket, 'products'>) => buy(both('1', '3', 2).map((one) => ({ ...one, ...more })));
  await pairs({ order: { paid_at: null } });
  await pairs({ order: { cancelled_at: NOW } });
  await pairs({ order: { deleted_at: NOW } });
  await pairs({ order: { test: 1 } });
  await pairs({ order: { processed_at: NOW - 366 * DAY } });
  await pairs({ line: { current_quantity: 0 } });
  await pairs({ line: { gift_card: 1 } });
  // Two people, of whom one is only known by an address, each in two orders.
  await buy([
    { customer: 'a', products: ['1'] },
    { customer: 'a', products: ['2'] },
    { guest: 'digest', products: ['1'] },
    { guest: 'digest', products: ['2'] },
  ]);
  await count();
  expect(await fitting()).toMatchObject([{ title: 'filter', because: 'bought_together' }]);
  expect(await titles()).not.toContain('mug');
});

test('counted again it forgets what nobody buys any more, and writes nothing where nothing has changed', async () => {
  await sell({ 1: 'coffee', 2: 'filter', 3: 'mug' });
  await buy(both('1', '2', 2));
  await count();
  const rows = () =>
    db.read.selectFrom('also_bought').selectAll().where('shop_id', '=', shopId).orderBy('product_id').execute();
  const before = await rows();
  expect(before.length).toBeGreaterThan(2);
  await count();
  expect(await rows()).toEqual(before);
  await db.transaction((tx) =>
    tx.updateTable('orders').set({ cancelled_at: NOW }).where('shop_id', '=', shopId).execute(),
  );
  await buy(both('1', '3', 2));
  await count();
  expect(await titles()).toEqual(['mug']);
  expect((await rows()).filter((row) => row.product_id === '2' || row.other_id === '2')).toEqual([]);
});

test('at night every store that has the app is counted, and one that fails keeps no other from it', async () => {
  const stores = ['active', 'uninstalled', 'active'] as const;
  for (const [index, status] of stores.entries()) {
    shopId = (5_000 + index) as ShopId;
    const store = {
      shop_id: shopId,
      domain: `${index}.myshopify.com` as ShopDomain,
      status,
      scopes: '',
      tokens: null,
      token_expires_at: null,
      token_version: 0,
      refresh_claimed_until: null,
      refresh_claimed_by: null,
      created_at: NOW,
      activated_at: NOW,
      uninstalled_at: null,
    };
    await db.transaction((tx) => tx.insertInto('installations').values(store).execute());
    await buy(both('1', '2', 2));
  }
  let written = 0;
  const failsFirst: Db['transaction'] = (work, options) => {
    written += 1;
    return written === 1 ? Promise.reject(new Error('the disk is full')) : db.transaction(work, options);
  };
  const sick = { ...services(), db: { ...db, transaction: failsFirst }, log: createLog('silent') };
  await countSome(sick, { shopId: ALL_STORES, key: 'all', payload: { after: 0 }, attempt: 1 });
  const rows = await db.read
    .selectFrom('also_bought')
    .select('shop_id')
    .distinct()
    .where('shop_id', '>=', 5_000 as ShopId)
    .execute();
  expect(rows).toEqual([{ shop_id: 5_002 }]);
});

const file = fileURLToPath(new URL('../../../../shared/data/groceries/groceries.csv', import.meta.url));
describe.skipIf(!existsSync(file))(
  '4,000 baskets of a grocer (../shared/data/groceries, not part of this project)',
  () => {
    test('are counted as a plain count of all pairs counts them', { timeout: 120_000 }, async () => {
      const baskets = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .slice(0, 4_000)
        .map((line) => [...new Set(line.trim().split(','))]);
      expect(baskets.length).toBe(4_000);
      await buy(baskets.map((products, index) => ({ customer: `c${index}`, products })));
      await count();
      // One after the other, as one would do it by hand.
      const bought = new Map<string, number>();
      const together = new Map<string, number>();
      const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
      for (const basket of baskets) {
        for (const one of basket) {
          add(bought, one);
          for (const other of basket) if (one !== other) add(together, `${one}\t${other}`);
        }
      }
      const rows = await db.read.selectFrom('also_bought').selectAll().where('shop_id', '=', shopId).execute();
      const kept = rows.filter((row) => row.product_id !== ANYTHING);
      expect(kept.length).toBeGreaterThan(1_500);
      for (const { product_id: one, other_id: other, buyers, score } of kept) {
        expect(buyers, `${one} with ${other}`).toBe(together.get(`${one}\t${other}`));
        expect(score).toBe(scoreOf(buyers, bought.get(one) ?? 0, bought.get(other) ?? 0));
      }
      // Nothing better was left out.
      const worst = new Map<string, number>();
      for (const { product_id: one, score } of kept) worst.set(one, Math.min(worst.get(one) ?? Infinity, score));
      const has = new Set(kept.map((row) => `${row.product_id}\t${row.other_id}`));
      for (const [pair, buyers] of together) {
        if (has.has(pair) || buyers < LEAST_BUYERS) continue;
        const [one = '', other = ''] = pair.split('\t');
        const score = scoreOf(buyers, bought.get(one) ?? 0, bought.get(other) ?? 0);
        expect(score, `${one} with ${other}`).toBeLessThanOrEqual(worst.get(one) ?? -1);
      }
      const most = rows.filter((row) => row.product_id === ANYTHING).sort((a, b) => b.buyers - a.buyers);
      expect(most[0]).toMatchObject({ other_id: 'whole milk', buyers: bought.get('whole milk') });
    });
  },
);
