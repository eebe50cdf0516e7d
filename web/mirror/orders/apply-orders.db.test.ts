/** A batch of deliveries leaves the mirror as the same deliveries would one after the other, and whoever holds an order is alone with it. */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { shrunkInTime } from '../../../test/support/fuzzing.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { readConfig } from '../../config.ts';
import { applyOrders, type Sighting } from './apply-orders.ts';
import { importOrders } from './import/import-orders.ts';
import { ordersNamed } from './shipments-changed.ts';
import { holdOrders } from './store/load-order.ts';

let database: TestDatabase;
let db: Db;
let shops = 0;
const newStore = () => (shops += 1) as ShopId;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const NOW = 1_000_000;
/** Jobs that were added, and orders of whose parcels something was told, by store. */
const asked = new Map<ShopId, Set<string>>();
const services: Pick<Services, 'clock' | 'config' | 'addJob' | 'emit'> = {
  config: readConfig({
    DATABASE_URL: 'sqlite::memory:',
    APP_URL: 'https://app.example',
    SHOPIFY_API_KEY: 'key',
    SHOPIFY_API_SECRET: 'secret',
    ENCRYPTION_KEY: '00'.repeat(32),
  }),
  clock: { now: () => NOW },
  async addJob(_tx, ...added) {
    for (const { shopId, kind, key } of added)
      asked.set(shopId, (asked.get(shopId) ?? new Set()).add(`${kind} ${key}`));
  },
  async emit(_tx, ...events) {
    for (const { shopId, name, key } of events)
      for (const id of ordersNamed(key)) asked.set(shopId, (asked.get(shopId) ?? new Set()).add(`${name} ${id}`));
  },
};

/** Few orders, customers and moments, so that they meet: late, repeated and contradicting states of one order. */
const sighting = fc
  .record({
    order: fc.constantFrom('11', '12', '13'),
    customer: fc.constantFrom('91', '92', null),
    second: fc.nat(3),
    status: fc.constantFrom('pending', 'paid', 'refunded'),
    paidAt: fc.option(fc.nat(3)),
    units: fc.nat(2),
    tax: fc.nat(1),
    refunds: fc.uniqueArray(fc.record({ id: fc.constantFrom('71', '72'), money: fc.option(fc.nat(3)) }), {
      selector: ({ id }) => id,
    }),
    parcel: fc.option(
      fc.record({
        id: fc.constantFrom('61', '62'),
        updatedAt: fc.nat(3),
        status: fc.constantFrom('success', 'cancelled'),
        shipmentStatus: fc.constantFrom(null, 'in_transit', 'delivered'),
        lines: fc.boolean().map((inside) => (inside ? [{ lineId: '1', quantity: 1 }] : null)),
      }),
    ),
    country: fc.constantFrom(null, 'GB', 'VN'),
    emails: fc.constantFrom(null, ['a@example.com'], ['a@example.com', 'b@example.com']),
    authoritative: fc.boolean(),
  })
  .map(
    ({
      order,
      customer,
      second,
      status,
      paidAt,
      units,
      tax,
      refunds,
      parcel,
      country,
      emails,
      authoritative,
    }): Sighting => ({
      paidAt,
      authoritative,
      order: {
        id: order,
        name: `#${order}`,
        customer: customer && {
          id: customer,
          email: `${second}@example.com`,
          firstName: status,
          lastName: null,
          state: null,
          createdAt: second,
          updatedAt: units === 2 ? null : second,
        },
        currency: 'USD',
        financialStatus: status,
        fulfillmentStatus: null,
        sourceName: 'web',
        business: false,
        test: false,
        taxesIncluded: false,
        total: 300,
        subtotal: 300,
        placedAt: 0,
        processedAt: 0,
        cancelledAt: null,
        destinationCountry: country,
        contacts: emails && { emails, phones: ['0901 234 567'], postcode: 'SW1A 1AA' },
        updatedAt: second,
        lines: [{ ...LINE, currentQuantity: units, tax }],
        codes: second === 2 ? [] : [{ code: `R-${status}`, lines: [{ lineId: '1', amount: second }] }],
        refunds: refunds.map(({ id, money }) => ({ ...REFUND, id, money })),
        fulfillments: parcel ? [{ ...PARCEL, ...parcel, orderId: order }] : [],
      },
    }),
  );
const LINE = {
  id: '1',
  productId: '5',
  variantId: null,
  title: 'Thing',
  sku: null,
  quantity: 2,
  unitPrice: 100,
  discount: 0,
  giftCard: false,
  tip: false,
  requiresShipping: true,
};
const REFUND = { createdAt: 1, lines: [], shipping: 0, duties: 0, taxOnly: 0 };
const PARCEL = {
  company: null,
  numbers: [],
  urls: [],
  estimatedDeliveryAt: null,
  deliveredAt: null,
  createdAt: 0,
};

async function contents(shopId: ShopId) {
  const rows = async (
    table:
      | 'orders'
      | 'order_lines'
      | 'order_refunds'
      | 'order_discounts'
      | 'customers'
      | 'fulfillments'
      | 'fulfillment_lines',
  ) =>
    (await db.read.selectFrom(table).selectAll().where('shop_id', '=', shopId).execute())
      .map((row) => ({ ...row, shop_id: 0, ...('proofs' in row && { proofs: row.proofs?.split(' ').length ?? 0 }) }))
      .map((row) => JSON.stringify(row, Object.keys(row).sort()))
      .sort();
  return {
    orders: await rows('orders'),
    lines: await rows('order_lines'),
    refunds: await rows('order_refunds'),
    codes: await rows('order_discounts'),
    customers: await rows('customers'),
    parcels: await rows('fulfillments'),
    inParcels: await rows('fulfillment_lines'),
    asked: [...(asked.get(shopId) ?? [])].sort(),
  };
}

test('deliveries in batches of any size leave what they leave one after the other', async () => {
  const property = fc.asyncProperty(
    fc.array(sighting, { minLength: 1, maxLength: 12 }),
    fc.nat(12),
    async (sightings, first) => {
      const [together, alone] = [newStore(), newStore()];
      for (const batch of [sightings.slice(0, first), sightings.slice(first)])
        await db.transaction((tx) => applyOrders(services as Services, tx, together, batch));
      for (const one of sightings) await db.transaction((tx) => applyOrders(services as Services, tx, alone, [one]));
      expect(await contents(together)).toEqual(await contents(alone));
    },
  );
  await fc.assert(shrunkInTime(property), { numRuns: 60 });
});

test('orders of a file give way in the order in which everybody locks them, so that an import and a batch never wait in a circle', async () => {
  const shopId = newStore();
  const [one] = fc.sample(sighting, { numRuns: 1, seed: 1 });
  if (!one) throw new Error('no sample');
  const told = (id: string, name: string, updatedAt: number): Sighting => ({
    ...one,
    order: { ...one.order, id, name, updatedAt, refunds: [], fulfillments: [] },
  });
  for (const name of ['#12', '#11'])
    await db.transaction((tx) => applyOrders(services as Services, tx, shopId, [told(`name:${name}`, 'of a file', 0)]));
  let batches = 0;
  let imports = 0;
  let batch: Promise<unknown> = Promise.resolve();
  const another = openDb(database.url);
  await db.transaction(async (tx) => {
    imports += 1;
    await holdOrders(tx, shopId, ['name:#11']);
    batch = another.transaction((other) => {
      batches += 1;
      return applyOrders(services as Services, other, shopId, [told('12', '#12', 1), told('11', '#11', 1)]);
    });
    // Time enough for the batch to come as far as it can.
    for (let look = 0; look < 50; look += 1)
      await tx.selectFrom('orders').select('name').where('shop_id', '=', shopId).execute();
    await holdOrders(tx, shopId, ['name:#12']);
  });
  await batch;
  await another.close();
  // Whoever had to be freed from a circle would have begun twice.
  expect({ imports, batches }).toEqual({ imports: 1, batches: 1 });
});

test('an order that Shopify is just telling is not brought by its name from a file as well', async () => {
  const shopId = newStore();
  const [one] = fc.sample(sighting, { numRuns: 1, seed: 1 });
  if (!one) throw new Error('no sample');
  const told: Sighting = { ...one, order: { ...one.order, id: '21', name: '#21', updatedAt: 1 } };
  const file = [
    'Name,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price',
    '#21,paid,USD,3.00,3.00,2025-03-01 09:15:00 +0000,1,Thing,3.00',
  ].join('\n');
  let imported: Promise<unknown> = Promise.resolve();
  const another = openDb(database.url);
  await db.transaction(async (tx) => {
    await applyOrders(services as Services, tx, shopId, [told]);
    const store = { currency: 'USD', taxesIncluded: false };
    imported = importOrders(another, shopId, store, Readable.from([Buffer.from(file)]), { dryRun: false });
    // Time enough for the import, if nothing held it up.
    for (let look = 0; look < 50; look += 1)
      await tx.selectFrom('orders').select('name').where('shop_id', '=', shopId).execute();
  });
  expect(await imported).toMatchObject({ added: 0, atShopify: 1 });
  await another.close();
});

test('nobody changes an order while somebody holds it', async () => {
  const shopId = newStore();
  const [one] = fc.sample(sighting, { numRuns: 1, seed: 1 });
  if (!one) throw new Error('no sample');
  const { id } = one.order;
  const later = { ...one, order: { ...one.order, name: 'later', updatedAt: 9 } };
  await db.transaction((tx) => applyOrders(services as Services, tx, shopId, [one]));
  let change: Promise<unknown> = Promise.resolve();
  const another = openDb(database.url);
  const names = await db.transaction(async (tx) => {
    const before = await holdOrders(tx, shopId, [id]);
    change = another.transaction((other) => applyOrders(services as Services, other, shopId, [later]));
    // Time enough for the change, if nothing held it up.
    for (let look = 0; look < 50; look += 1)
      await tx.selectFrom('orders').select('name').where('shop_id', '=', shopId).execute();
    const after = await holdOrders(tx, shopId, [id]);
    return [before.get(id)?.name, after.get(id)?.name];
  });
  await change;
  await another.close();
  expect(names).toEqual([`#${id}`, `#${id}`]);
  expect((await db.transaction((tx) => holdOrders(tx, shopId, [id]))).get(id)?.name).toBe('later');
});
