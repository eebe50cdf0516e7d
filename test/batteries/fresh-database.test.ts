import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import { pendingMigrations } from '../../db/migrate.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

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

test('a fresh database is migrated and empty', async () => {
  expect(await pendingMigrations(db)).toEqual([]);
  expect(await db.read.selectFrom('shops').selectAll().execute()).toEqual([]);
});

test('it is on the system that was asked for', async () => {
  const sqlite = await sql`select sqlite_version()`.execute(db.migrator).then(
    () => true,
    () => false,
  );
  expect(sqlite ? 'sqlite' : 'postgres').toBe(process.env.TEST_DATABASE);
});
