import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Db, openDb } from '../../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { rowsOf } from '../../../../test/support/tenant-rows.ts';
import { type ShopDomain, shopDomain, type ShopId } from '../../../platform/kit/ids.ts';
import { installationsByDomain } from '../../../platform/shopify/find-installation.ts';
import { saveCustomer } from '../../customers/store.ts';
import { saveProduct } from '../../products/store.ts';
import { saveShop } from '../../shops/store.ts';
import { loadOrders, type MirroredOrder } from '../store/load-order.ts';
import { importFile } from './import-file.ts';

const HEADER =
  'Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Refunded Amount,Id';
const row = (
  name: string,
  email: string,
  id: string,
  more: { status?: string; refunded?: string; sku?: string } = {},
) =>
  `${name},${email},${more.status ?? 'paid'},2025-03-01 09:16:00 +0000,USD,30.00,0.00,0.00,30.00,2025-03-01 09:15:00 +0000,2,Cup,15.00,${more.sku ?? ''},${more.refunded ?? '0.00'},${id}`;

let database: TestDatabase;
let db: Db;
let folder: string;
let shop: { id: ShopId; domain: ShopDomain };
let count = 0;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
  folder = await mkdtemp(join(tmpdir(), 'import-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  shop = await installed('USD');
});

async function installed(currency: string): Promise<{ id: ShopId; domain: ShopDomain }> {
  count += 1;
  const domain = shopDomain(`import-${count}.myshopify.com`);
  if (domain === null) throw new Error('no domain');
  const id = await db.transaction(async (tx) => {
    const shopId = (await installationsByDomain(tx, [domain], 0)).get(domain);
    if (shopId === undefined) throw new Error('no store');
    await tx.updateTable('installations').set({ status: 'active' }).where('shop_id', '=', shopId).execute();
    const about = {
      name: 'Store',
      timeZone: 'UTC',
      taxesIncluded: false,
      plan: 'Basic',
      country: null,
      orderPrefix: '#',
      orderSuffix: '',
      shopifyId: '1',
    };
    await saveShop(tx, { shopId, currency, ...about }, 0);
    return shopId;
  });
  return { id, domain };
}
async function file(...rows: string[]): Promise<string> {
  const path = join(folder, `${crypto.randomUUID()}.csv`);
  await writeFile(path, [HEADER, ...rows].join('\n'));
  return path;
}
const imported = async (path: string, dryRun = false) => importFile(db, shop.domain, path, { dryRun });
const rows = () => rowsOf(db, shop.id);
async function order(id: string): Promise<MirroredOrder | undefined> {
  return (await loadOrders(db.read, shop.id, [id])).get(id);
}
async function customer(id: string, email: string | null): Promise<void> {
  const person = { firstName: null, lastName: null, state: null, createdAt: null, updatedAt: 1 };
  await db.transaction((tx) => saveCustomer(tx, shop.id, { ...person, id, email }, 1));
}

describe('an import', () => {
  test('brings orders, finds customers by address and products by number, and keeps no address', async () => {
    await customer('11', 'Ada@shoppers.example');
    await db.transaction(async (tx) => {
      const about = { title: 'Cup', handle: 'cup', vendor: null, productType: null, tags: [], status: 'active' };
      const variant = (id: string, sku: string) => ({
        id,
        title: '',
        sku,
        price: '15.00',
        position: 1,
        sellable: true,
      });
      const times = { imageUrl: null, published: true, giftCard: false, tracksInventory: true, updatedAt: 1 };
      await saveProduct(tx, shop.id, {
        id: '21',
        ...about,
        ...times,
        variants: [variant('31', 'CUP'), variant('32', 'TWICE')],
      });
      await saveProduct(tx, shop.id, { id: '22', ...about, ...times, variants: [variant('33', 'TWICE')] });
    });
    const path = await file(
      row('#1001', 'ada@shoppers.example', '9007199254740993', { sku: 'CUP' }),
      row('#1002', 'stranger@shoppers.example', '9007199254740994', {
        sku: 'TWICE',
        status: 'partially_refunded',
        refunded: '9.50',
      }),
    );
    expect(await imported(path)).toMatchObject({
      orders: 2,
      lines: 2,
      added: 2,
      changed: 0,
      unchanged: 0,
      atShopify: 0,
      unknownCustomers: 1,
      refused: 0,
    });
    expect(await order('9007199254740993')).toMatchObject({
      customerId: '11',
      total: 3000,
      paidAt: Date.parse('2025-03-01T09:16:00Z'),
      lines: [{ productId: '21', variantId: '31', quantity: 2 }],
      refunds: [],
    });
    expect(await order('9007199254740994')).toMatchObject({
      customerId: null,
      lines: [{ productId: null }],
      refunds: [{ id: 'file', money: 950 }],
    });
    expect(JSON.stringify(await rows())).not.toContain('stranger');
  });

  test('wakes nobody: there is no job, no entry, no decision', async () => {
    await customer('11', 'ada@shoppers.example');
    const before = await rows();
    await imported(await file(row('#1001', 'ada@shoppers.example', '1')));
    const after = await rows();
    const changed = Object.keys(after).filter((table) => String(after[table]) !== String(before[table]));
    expect(changed).toEqual(['order_lines', 'orders']);
  });

  test('a second time changes nothing, nor does a dry run the first time', async () => {
    const path = await file(...['1', '2', '3'].map((id) => row(`#100${id}`, '', id)), row('#1004', '', ''));
    const before = await rows();
    expect(await imported(path, true)).toMatchObject({ added: 4 });
    expect(await rows()).toEqual(before);
    await imported(path);
    const after = await rows();
    expect(await imported(path)).toMatchObject({ added: 0, changed: 0, unchanged: 4 });
    expect(await rows()).toEqual(after);
  });

  test('of a newer file brings what became of its orders, the refund not twice', async () => {
    await imported(await file(row('#1001', '', '1', { status: 'partially_refunded', refunded: '5.00' })));
    const newer = await file(row('#1001', '', '1', { status: 'partially_refunded', refunded: '12.00' }));
    expect(await imported(newer)).toMatchObject({ added: 0, changed: 1 });
    expect((await order('1'))?.refunds.map(({ money }) => money)).toEqual([1200]);
  });

  test('gives orders to customers who became known since, and never takes one away', async () => {
    const path = await file(row('#1001', 'ada@shoppers.example', '1'));
    await imported(path);
    await customer('11', 'ada@shoppers.example');
    expect(await imported(path)).toMatchObject({ changed: 1, unknownCustomers: 0 });
    expect((await order('1'))?.customerId).toBe('11');
    await customer('11', 'ada@elsewhere.example');
    expect(await imported(path)).toMatchObject({ changed: 0, unchanged: 1 });
  });

  test('says which rows it refused, and takes the others', async () => {
    const path = await file(
      row('#1001', '', '1'),
      row('#1002', '', '2').replace('30.00', '30.001'),
      row('#1003', '', '3'),
      row('#1004', '', '3'),
    );
    const report = await imported(path);
    expect(report).toMatchObject({ orders: 2, added: 2, refused: 2 });
    expect(report.refusals).toEqual([
      { line: 3, reason: '"Subtotal" is no amount of USD: 30.001' },
      { line: 5, reason: '#1004 is in the file twice' },
    ]);
  });

  test('that ended in the middle is completed by the next', async () => {
    const all = Array.from({ length: 450 }, (_, index) => row(`#${index}`, '', String(index + 1)));
    const cut = await file(...all.slice(0, 400));
    // As if it had been killed after the first of its transactions.
    const broken = `${cut}.gz`;
    await writeFile(broken, gzipSync([HEADER, ...all].join('\n')).subarray(0, -200));
    await expect(imported(broken)).rejects.toThrow('unexpected end of file');
    const had = (await rows()).orders?.length ?? 0;
    expect(await imported(await file(...all))).toMatchObject({ added: 450 - had, unchanged: had });
    expect((await rows()).orders).toHaveLength(450);
  });
});

describe('an import is refused', () => {
  test('for a store that has not installed the app, or of which nothing is known', async () => {
    const path = await file(row('#1001', '', '1'));
    await db.transaction((tx) =>
      tx.updateTable('installations').set({ status: 'uninstalled' }).where('shop_id', '=', shop.id).execute(),
    );
    await expect(imported(path)).rejects.toThrow('has not installed this app');
  });

  test('in another currency than the store’s, before anything is written', async () => {
    shop = await installed('GBP');
    await expect(imported(await file(row('#1001', '', '1')))).rejects.toThrow(
      'The file is in USD, the store sells in GBP.',
    );
    expect((await rows()).orders).toEqual([]);
  });

  test('without a file', async () => {
    await expect(imported(join(folder, 'none.csv'))).rejects.toThrow('There is no file');
    await expect(imported(folder)).rejects.toThrow('There is no file');
  });
});

const published = fileURLToPath(
  new URL('../../../../../shared/data/online-retail/orders_export_first600.csv', import.meta.url),
);
const there = existsSync(published);
test.skipIf(!there)(
  `600 published orders come in to the penny${there ? '' : ' (left out: ../shared/data is not there)'}`,
  async () => {
    shop = await installed('GBP');
    expect(await importFile(db, shop.domain, published, { dryRun: false })).toMatchObject({
      orders: 600,
      lines: 11_215,
      added: 600,
      refused: 0,
    });
    const sums = await db.read
      .selectFrom('order_lines')
      .where('shop_id', '=', shop.id)
      .select((eb) => [
        eb.fn.countAll<number>().as('lines'),
        eb.fn.sum<number>(eb('unit_price', '*', eb.ref('quantity'))).as('worth'),
      ])
      .executeTakeFirstOrThrow();
    const totals = await db.read
      .selectFrom('orders')
      .where('shop_id', '=', shop.id)
      .select((eb) => eb.fn.sum<number>('total').as('total'))
      .executeTakeFirstOrThrow();
    expect(Number(sums.lines)).toBe(11_215);
    expect(Number(sums.worth)).toBe(Number(totals.total));
    expect(await importFile(db, shop.domain, published, { dryRun: false })).toMatchObject({ added: 0, unchanged: 600 });
  },
);
