/** Past orders from a file: what they are worth, and that Shopify's own word replaces them without anything counting twice. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb } from '../../db/open.ts';
import type { PastOrders } from '../../web/loyalty/points/api-types.ts';
import type { Reconciliation } from '../../web/mirror/reconciliation/api-types.ts';
import { importFile } from '../../web/mirror/orders/import/import-file.ts';
import { shopDomain } from '../../web/platform/kit/ids.ts';
import { digits, ledgerDifferences } from '../support/points-book.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let folder: string;
beforeAll(async () => {
  world = await startWorld();
  folder = await mkdtemp(join(tmpdir(), 'import-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const PAST = '2024-03-01T09:15:00Z';
const HEADER =
  'Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount,Id';

async function bring(
  store: TestStore,
  orders: { name: string; email: string; total: string; refunded?: string; id?: string; placed?: string }[],
) {
  const rows = orders.map(({ name, email, total, refunded = '0.00', id = '', placed = PAST }) => {
    const at = placed.replace('T', ' ').replace('Z', ' +0000');
    return `${name},${email},paid,${at},USD,${total},0.00,0.00,${total},${at},1,Mug,${total},${refunded},${id}`;
  });
  const path = join(folder, `${crypto.randomUUID()}.csv`);
  await writeFile(path, [HEADER, ...rows].join('\n'));
  const domain = shopDomain(store.domain);
  if (domain === null) throw new Error(`${store.domain} is no domain`);
  const db = openDb(world.databaseUrl);
  try {
    return await importFile(db, domain, path, { dryRun: false });
  } finally {
    await db.close();
  }
}

async function award(store: TestStore): Promise<void> {
  await store.admin('POST', '/api/programme/award-past-orders', {
    since: '2024-01-01T00:00:00Z',
    key: crypto.randomUUID(),
  });
  await world.settle();
  const { awards } = await store.admin<PastOrders>('GET', '/api/programme/award-past-orders');
  expect(awards.map(({ state }) => state)).toEqual(awards.map(() => 'done'));
}

const points = async (store: TestStore, customer: string) => {
  const { available, pending, debt } = await store.balance(customer);
  return available + pending - debt;
};

describe('imported orders', () => {
  test('bring nothing until the merchant awards them, and then once', async () => {
    const store = await world.shop();
    const customer = await store.customer({ email: 'ada@shoppers.example' });
    await world.settle();
    const file = [{ name: '#1', email: 'ada@shoppers.example', total: '120.00', id: '9007199254740993' }];
    expect(await bring(store, file)).toMatchObject({ added: 1, unknownCustomers: 0 });
    await world.settle();
    expect(await points(store, customer)).toBe(0);
    await award(store);
    expect(await points(store, customer)).toBe(120);
    expect(await bring(store, file)).toMatchObject({ added: 0, unchanged: 1 });
    await award(store);
    expect(await points(store, customer)).toBe(120);
    const [entry] = await store.ledger(customer);
    expect(entry?.at).toBe('2024-03-01T09:15:00.000Z');
  });

  test('that Shopify tells later are the same orders: its word replaces the file’s, and a refund of the file counts no more', async () => {
    const store = await world.shop();
    const customer = await store.customer({ email: 'ben@shoppers.example' });
    await world.settle();
    // Shopify has told nothing of it: it was placed before the webhooks.
    await world.sim('POST', 'deliveries', { shop: store.domain, drop: 1 });
    const order = await store.buy(customer, '80.00', { at: PAST });
    await world.sim('POST', 'deliveries', { shop: store.domain });
    await world.settle();
    await bring(store, [
      { name: order.name, email: 'ben@shoppers.example', total: '100.00', refunded: '25.00', id: digits(order.id) },
    ]);
    await award(store);
    expect(await points(store, customer)).toBe(75);
    await world.sim('POST', 'orders/refund', { order: order.id, amount: '20.00' });
    await world.settle();
    expect(await points(store, customer)).toBe(60);
  });

  test('without an id give way to the order of that name, before and after their points', async () => {
    const store = await world.shop();
    const customer = await store.customer({ email: 'cy@shoppers.example' });
    await world.settle();
    const told = await store.buy(customer, '50.00');
    await world.settle();
    expect(await points(store, customer)).toBe(50);
    const next = `#${Number(told.name.slice(1)) + 1}`;
    expect(
      await bring(store, [
        { name: told.name, email: 'cy@shoppers.example', total: '50.00' },
        { name: next, email: 'cy@shoppers.example', total: '70.00' },
        { name: 'OLD-7', email: 'cy@shoppers.example', total: '30.00' },
      ]),
    ).toMatchObject({ added: 2, atShopify: 1 });
    await award(store);
    expect(await points(store, customer)).toBe(50 + 70 + 30);

    const same = await store.buy(customer, '70.00', { at: PAST });
    expect(same.name).toBe(next);
    await world.settle();
    // Taken back from the file's, and given again for Shopify's, which the merchant's act covers as well.
    expect(await points(store, customer)).toBe(50 + 70 + 30);
    expect(await bring(store, [{ name: next, email: 'cy@shoppers.example', total: '70.00' }])).toMatchObject({
      added: 0,
      atShopify: 1,
    });
    await award(store);
    expect(await points(store, customer)).toBe(50 + 70 + 30);
  });

  test.each(['77', ''])(
    'with the id "%s" stay when the mirror is compared with Shopify, which knows no such order',
    async (id) => {
      const store = await world.shop();
      const customer = await store.customer({ email: 'di@shoppers.example' });
      await world.settle();
      // As young as the orders that are compared.
      const now = await world.now();
      const placed = new Date(now.getTime() - 5 * 86_400_000).toISOString().replace(/\.\d+/, '');
      await bring(store, [{ name: 'OLD-1', email: 'di@shoppers.example', total: '30.00', placed, id }]);
      await award(store);
      await world.advance('P3D');
      const { completeTo } = await store.admin<Reconciliation>('GET', '/api/reconciliation');
      expect(Date.parse(completeTo ?? '')).toBeGreaterThan(now.getTime() + 86_400_000);
      expect(await points(store, customer)).toBe(30);
    },
  );
});
