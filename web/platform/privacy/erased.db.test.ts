import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseAlone } from '../../../db/dialect/erasing.ts';
import { type Db, openDb } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { ShopId } from '../kit/ids.ts';
import { erasedCustomers, erasedEmails, erasedOrders, knownErased, rememberErased, rememberOrders } from './erased.ts';

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

const shop = 1 as ShopId;
const nobody = { customers: [], orders: [], emails: [] };
const erase = (erased: Partial<Parameters<typeof rememberErased>[2]>, now = 1_000, shopId = shop) =>
  db.transaction(async (tx) => {
    await eraseAlone(tx, shopId);
    await rememberErased(tx, shopId, { ...nobody, ...erased }, now);
  });

test('who was erased is known by number, in their own store only', async () => {
  await erase({ customers: ['5'], orders: ['70'] });
  await db.transaction(async (tx) => {
    expect(await erasedCustomers(tx, shop, ['5', '6', '70'])).toEqual(new Set(['5']));
    expect(await erasedOrders(tx, shop, ['5', '70'])).toEqual(new Set(['70']));
    expect(await erasedCustomers(tx, 2 as ShopId, ['5'])).toEqual(new Set());
    await rememberOrders(tx, shop, ['71'], 2_000);
    expect(await erasedOrders(tx, shop, ['71'])).toEqual(new Set(['71']));
  });
  expect(await knownErased(db.read, shop, ['5', '6'])).toEqual(new Set(['5']));
});

test('an address is known with the moment, however it is written', async () => {
  await erase({ emails: ['Ann@Example.com '] }, 3_000);
  expect(await erasedEmails(db.read, shop, ['ann@example.com', 'bob@example.com'])).toEqual(
    new Map([['ann@example.com', 3_000]]),
  );
});

test('an erasure waits for whoever is writing down something of a person, and whoever comes later finds it', async () => {
  const happened: string[] = [];
  const asked = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const writing = db.transaction(async (tx) => {
    expect(await erasedCustomers(tx, shop, ['9'])).toEqual(new Set());
    asked.resolve();
    await goOn.promise;
    happened.push('written');
  });
  await asked.promise;
  const erasing = erase({ customers: ['9'] }).then(() => happened.push('erased'));
  const later = erasing.then(() => db.transaction((tx) => erasedCustomers(tx, shop, ['9'])));
  // As long as an erasure that does not wait would take, many times over.
  const other = openDb(database.url);
  for (let count = 0; count < 50; count += 1) await other.read.selectFrom('erasures').select('digest').execute();
  await other.close();
  goOn.resolve();
  await Promise.all([writing, erasing]);
  expect(happened).toEqual(['written', 'erased']);
  expect(await later).toEqual(new Set(['9']));
});
