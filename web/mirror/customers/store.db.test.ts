import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { customersWithEmail, saveCustomer } from './store.ts';

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

test('who asks for their data by email is found among many whose address contains theirs', async () => {
  const shopId = 1 as ShopId;
  const person = { firstName: null, lastName: null, state: null, createdAt: null, updatedAt: 0 };
  await db.transaction(async (tx) => {
    await saveCustomer(tx, shopId, { ...person, id: '1', email: 'An@Example.com' }, 0);
    for (let id = 2; id <= 80; id += 1) {
      await saveCustomer(tx, shopId, { ...person, id: `${id}`, email: `${id}an@example.com` }, id);
    }
    await saveCustomer(tx, 2 as ShopId, { ...person, id: '3', email: 'an@example.com' }, 0);
  });
  expect(await customersWithEmail(db.read, shopId, 'an@example.COM')).toEqual(['1']);
});
