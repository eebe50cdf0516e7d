/** However webhooks of an order, its parcels and their events come, twice or late: the mirror ends the same, and tells of it only what is new. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { shrunkInTime } from '../../../test/support/fuzzing.ts';
import { readConfig } from '../../config.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { DomainEvent, Services, WebhookDelivery } from '../../platform/manifest.ts';
import { parcelsOf } from '../fulfillments/index.ts';
import { fulfillments } from '../fulfillments/manifest.ts';
import { orders } from './manifest.ts';
import { loadOrders } from './store/load-order.ts';

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

const told: DomainEvent[] = [];
const services: Pick<Services, 'clock' | 'config' | 'addJob' | 'emit'> = {
  clock: { now: () => 1_000_000 },
  config: readConfig({
    DATABASE_URL: 'sqlite::memory:',
    APP_URL: 'https://app.example',
    SHOPIFY_API_KEY: 'key',
    SHOPIFY_API_SECRET: 'secret',
    ENCRYPTION_KEY: '00'.repeat(32),
  }),
  addJob: async () => {},
  async emit(_tx, ...events) {
    told.push(...events);
  },
};

const at = (second: number) => new Date(second * 1_000).toISOString();
const parcel = (id: string, second: number, more: object = {}) => ({
  id,
  order_id: '11',
  status: 'success',
  shipment_status: null,
  tracking_company: 'GHN',
  tracking_number: `N${id}`,
  tracking_numbers: [`N${id}`],
  tracking_url: null,
  tracking_urls: [],
  line_items: [{ id: '1', quantity: 1 }],
  created_at: at(2),
  updated_at: at(second),
  ...more,
});
const order = (second: number, more: object = {}) => ({
  id: '11',
  name: '#1001',
  currency: 'USD',
  financial_status: 'paid',
  fulfillment_status: null,
  email: 'ada@example.com',
  phone: '+84901234567',
  shipping_address: { country_code: 'GB', zip: 'SW1A 1AA', phone: null },
  customer: null,
  created_at: at(1),
  processed_at: at(1),
  updated_at: at(second),
  line_items: [{ id: '1', title: 'Cup', quantity: 2, current_quantity: 2, price: '1.00', requires_shipping: true }],
  fulfillments: [],
  ...more,
});
const event = (id: string, status: string, second: number, more: object = {}) => ({
  id,
  fulfillment_id: '61',
  order_id: '11',
  status,
  happened_at: at(second),
  ...more,
});
const moved = parcel('61', 5, { shipment_status: 'in_transit', tracking_numbers: ['N61', 'N61-2'] });
const cancelled = parcel('62', 7, { status: 'cancelled' });

/** As it happened. Parcel 62 is changed twice in one second. */
const STORY: readonly [topic: string, body: object][] = [
  ['orders/create', order(1)],
  ['fulfillments/create', parcel('61', 2)],
  ['orders/updated', order(3, { fulfillment_status: 'partial', fulfillments: [parcel('61', 2)] })],
  ['fulfillments/update', parcel('61', 4, { tracking_numbers: ['N61', 'N61-2'] })],
  ['fulfillment_events/create', event('71', 'in_transit', 5, { city: 'Huế', estimated_delivery_at: at(900) })],
  ['fulfillments/update', moved],
  ['fulfillments/create', parcel('62', 7)],
  ['fulfillments/update', cancelled],
  ['fulfillment_events/create', event('72', 'a_new_status', 8)],
  ['orders/updated', order(9, { fulfillment_status: 'fulfilled', fulfillments: [moved, cancelled] })],
];

async function deliver(shopId: ShopId, [topic, body]: (typeof STORY)[number]): Promise<void> {
  const handler = { ...orders.webhooks, ...fulfillments.webhooks }[topic];
  if (!handler) throw new Error(`nobody listens to ${topic}`);
  const delivery: WebhookDelivery = { shopId, topic, webhookId: 'w', triggeredAt: 10_000, body };
  const all = { ...services, db } as Services;
  await (typeof handler === 'function' ? handler(all, delivery) : handler.batch(all, shopId, [delivery]));
}

async function mirrored(shopId: ShopId) {
  const [parcels, known, raw] = [
    await parcelsOf(db.read, shopId, ['11']),
    await loadOrders(db.read, shopId, ['11']),
    await db.read
      .selectFrom('orders')
      .select(['to_ship', 'destination_country'])
      .where('shop_id', '=', shopId)
      .execute(),
  ];
  const found = known.get('11');
  // The digests are each store's own.
  return {
    parcels,
    order: found && { ...found, guest: typeof found.guest, proofs: found.proofs?.split(' ').length },
    raw,
  };
}

test('any order of arrival, with repetitions, ends the same, and once more tells nothing new', async () => {
  const plain = newStore();
  for (const one of STORY) await deliver(plain, one);
  const expected = await mirrored(plain);
  expect(expected).toMatchObject({
    raw: [{ to_ship: 2, destination_country: 'GB' }],
    order: { fulfillmentStatus: 'fulfilled', proofs: 3 },
  });
  expect([...expected.parcels.values()].flat()).toMatchObject([
    {
      fulfillmentId: '61',
      numbers: ['N61', 'N61-2'],
      shipmentStatus: 'in_transit',
      lines: [{ lineId: '1', quantity: 1 }],
      events: [
        { eventId: '71', status: 'in_transit', city: 'Huế' },
        { eventId: '72', status: 'a_new_status' },
      ],
      estimatedDeliveryAt: 900_000,
    },
    { fulfillmentId: '62', status: 'cancelled' },
  ]);
  await fc.assert(
    shrunkInTime(
      fc.asyncProperty(
        fc.shuffledSubarray([...STORY], { minLength: STORY.length }),
        fc.subarray([...STORY]),
        async (shuffled, again) => {
          const shopId = newStore();
          for (const one of [...shuffled, ...again]) await deliver(shopId, one);
          expect(await mirrored(shopId)).toEqual(expected);
          told.length = 0;
          for (const one of STORY) await deliver(shopId, one);
          expect(told.filter(({ name }) => name === 'shipment.changed')).toEqual([]);
        },
      ),
    ),
    { numRuns: 12 },
  );
});

test('each change of a parcel, and of what is to be sent, is told; a payment is not', async () => {
  const shopId = newStore();
  const names: string[][] = [];
  const payment: (typeof STORY)[number] = ['orders/paid', order(10, { fulfillment_status: 'fulfilled' })];
  for (const one of [...STORY, payment]) {
    told.length = 0;
    await deliver(shopId, one);
    names.push(told.map(({ name }) => name));
  }
  const silent = names.flatMap((each, index) => (each.includes('shipment.changed') ? [] : [index]));
  // Only the payment, at the end.
  expect(silent).toEqual([STORY.length]);
});
