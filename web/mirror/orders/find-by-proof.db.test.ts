/** Whoever names an order and shows that it is theirs finds it; a guess finds nothing, by as many questions. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Db, openDb } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { type Config, readConfig } from '../../config.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { DAY } from '../../platform/kit/clock.ts';
import { saveShop } from '../shops/store.ts';
import { findOrderByProof, namesOf } from './find-by-proof.ts';
import { forgetProofs } from './forget-proofs.ts';
import { onOrder } from './on-order.ts';
import { privacy } from './privacy.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
  await db.transaction((tx) => saveShop(tx, SHOP, 0));
  await placed('1', { country: 'VN', zip: '700000', phone: '090 123 4567' });
  await placed('2', { country: 'GB', zip: 'sw1a 1aa', phone: '020 7946 0018' });
  await placed('3', { country: 'US', zip: '10001-1234', phone: null });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const shopId = 1 as ShopId;
const SHOP = {
  shopId,
  name: 'Store',
  currency: 'USD',
  timeZone: 'UTC',
  taxesIncluded: false,
  plan: 'Basic',
  country: 'VN',
  orderPrefix: 'VN-',
  orderSuffix: '/26',
  shopifyId: '1',
};
const NOW = Date.parse('2026-11-22T00:00:00Z');
const config = (more: Record<string, string> = {}): Config =>
  readConfig({
    DATABASE_URL: 'sqlite::memory:',
    APP_URL: 'https://app.example',
    SHOPIFY_API_KEY: 'key',
    SHOPIFY_API_SECRET: 'secret',
    ENCRYPTION_KEY: '00'.repeat(32),
    ...more,
  });
const services = (now = NOW): Services => {
  const some: Pick<Services, 'clock' | 'config' | 'addJob' | 'emit'> = {
    clock: { now: () => now },
    config: config(),
    addJob: async () => {},
    emit: async () => {},
  };
  return { ...some, db } as Services;
};

async function placed(
  number: string,
  to: { country: string; zip: string; phone: string | null },
  at = NOW,
): Promise<void> {
  const time = new Date(at).toISOString();
  const body = {
    id: `10${number}`,
    name: `VN-100${number}/26`,
    currency: 'USD',
    email: `Buyer${number}@Example.com`,
    customer: { id: `20${number}`, email: `account${number}@example.com`, phone: `+1212555012${number}` },
    shipping_address: { country_code: to.country, zip: to.zip, phone: to.phone },
    created_at: time,
    updated_at: time,
    line_items: [],
  };
  const delivery = { shopId, topic: 'orders/create', webhookId: number, triggeredAt: at, body };
  await onOrder.batch(services(), shopId, [delivery]);
}

const find = (number: string, proof: string, keys = config()) =>
  findOrderByProof({ config: keys }, db.read, shopId, { number, proof });

test.each([
  // However the number is typed.
  ['VN-1001/26', 'buyer1@example.com', '101'],
  ['vn-1001/26', 'buyer1@example.com', '101'],
  ['1001', 'buyer1@example.com', '101'],
  [' #1001 ', 'buyer1@example.com', '101'],
  ['VN-1001', 'buyer1@example.com', '101'],
  ['Đơn hàng #1001', 'buyer1@example.com', '101'],
  ['Order No. １００１', 'buyer1@example.com', '101'],
  ['1001 1002', 'buyer1@example.com', null],
  // However the proof is: the address, a telephone number of the order or the customer, the postcode.
  ['1001', ' BUYER1@example.com ', '101'],
  ['1001', 'account1@example.com', '101'],
  ['1001', '0901234567', '101'],
  ['1001', '+84 90 123 45 67', '101'],
  ['1001', '(+84) 90-123-45-67', '101'],
  ['1001', '(212) 555-0121', null],
  ['1001', '+1 212-555-0121', '101'],
  ['1002', '+44 20 7946 0018', '102'],
  ['1002', 'SW1A1AA', '102'],
  ['1003', '10001', '103'],
  ['1003', '10001-1234', '103'],
  // A postcode that half a city has shows nothing; neither does what belongs to another order, or is nothing at all.
  ['1001', '700000', null],
  ['1001', 'buyer2@example.com', null],
  ['1002', '0901234567', null],
  ['1001', '', null],
  ['1001', '+', null],
  ['1001', '%', null],
  ['', 'buyer1@example.com', null],
  ['9999', 'buyer1@example.com', null],
])('order %s by %s', async (number, proof, expected) => {
  expect(await find(number, proof)).toBe(expected);
});

test('whether there is such an order takes the same questions', async () => {
  const asked: string[][] = [];
  const read = db.read;
  for (const [number, proof] of [
    ['1001', 'buyer1@example.com'],
    ['1001', 'wrong@example.com'],
    ['9999', 'buyer1@example.com'],
    ['9999', '0901234567'],
  ] as const) {
    const tables: string[] = [];
    const spied = vi.spyOn(read, 'selectFrom').mockImplementation(((table: 'orders') => {
      tables.push(table);
      return Object.getPrototypeOf(read).selectFrom.call(read, table);
    }) as typeof read.selectFrom);
    await find(number, proof);
    spied.mockRestore();
    asked.push(tables);
  }
  expect(new Set(asked.map((tables) => tables.join()))).toEqual(new Set(['shops,orders']));
});

test('what was given is kept under the app’s key alone, also under the one before it', async () => {
  const row = await db.read.selectFrom('orders').selectAll().where('order_id', '=', '101').executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toMatch(/buyer1|account1|0901|555012|700000/i);
  const other = '11'.repeat(32);
  expect(await find('1001', 'buyer1@example.com', config({ ENCRYPTION_KEY: other }))).toBe(null);
  const rotated = config({ ENCRYPTION_KEY: other, ENCRYPTION_KEY_PREVIOUS: '00'.repeat(32) });
  expect(await find('1001', 'buyer1@example.com', rotated)).toBe('101');
});

test('nothing is left of it when somebody is erased, nor after its time', async () => {
  await placed('4', { country: 'GB', zip: 'EC1A 1BB', phone: null });
  await placed('5', { country: 'GB', zip: 'EC1A 1BB', phone: null });
  await placed('6', { country: 'GB', zip: 'EC1A 1BB', phone: null }, NOW - 401 * DAY);
  const person = { customerIds: [], orderIds: ['104'], emails: [], phones: [], names: [] };
  await db.transaction((tx) => privacy.redactPerson(services(), tx, shopId, person));
  const proofs = async () =>
    (
      await db.read
        .selectFrom('orders')
        .select(['order_id', 'proofs'])
        .where('order_id', 'in', ['104', '105', '106'])
        .orderBy('order_id')
        .execute()
    ).map((row) => row.proofs !== null);
  expect(await proofs()).toEqual([false, true, false]);
  await forgetProofs(services(NOW + 400 * DAY), { shopId, key: 'shop', payload: null, attempt: 1 });
  expect(await proofs()).toEqual([false, true, false]);
  await forgetProofs(services(NOW + 401 * DAY), { shopId, key: 'shop', payload: null, attempt: 1 });
  expect(await proofs()).toEqual([false, false, false]);
});

test('a name is looked for as it is and with what the store puts around its numbers', () => {
  expect(namesOf('1001', '#', '')).toEqual(['1001', '#1001']);
  expect(namesOf('#1001', '#', '')).toEqual(['#1001', '1001']);
  expect(namesOf('en1001', 'EN', '-X')).toContain('EN1001-X');
});
