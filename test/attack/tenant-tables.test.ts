/** "Tenant first": the store's number leads every primary and unique key, so no key of one store can mean a row of another. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { ourTables, tenantTables } from '../support/tenant-rows.ts';

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

/** Tables without a store, each with the reason why that is right. Not every database has each of them. */
const OF_NO_STORE: Record<string, string> = {
  job_workers: 'processes that work for all stores',
  migrations: 'what was done to the database as a whole',
};
/** Unique keys that do not begin with the store, each with the reason. */
const OF_ALL_STORES: Record<string, string> = {
  'installations (domain)': 'this is what makes a number of a domain',
  'jobs (id)': 'a worker takes the jobs of all stores, and the number is shown to nobody',
  'jobs_set_aside (id)': 'numbered as the jobs are; who tries one again looks for it by its store',
};

interface Key {
  table: string;
  columns: string;
}

/** Columns of every primary and unique key, in their order. */
async function uniqueKeys(): Promise<Key[]> {
  const keys =
    process.env.TEST_DATABASE === 'sqlite'
      ? sql<Key>`
          select t.name as "table", group_concat(c.name, ', ' order by c.seqno) as "columns"
          from sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
          where t.type = 'table' and t.name not like 'sqlite%' and i."unique" = 1
          group by t.name, i.name
          union all
          select t.name, group_concat(c.name, ', ' order by c.pk)
          from sqlite_schema t, pragma_table_info(t.name) c
          where t.type = 'table' and t.name not like 'sqlite%' and c.pk > 0
          group by t.name`
      : sql<Key>`
          select t.relname as "table", string_agg(a.attname, ', ' order by k.position) as "columns"
          from pg_index i
          join pg_class t on t.oid = i.indrelid
          join pg_namespace n on n.oid = t.relnamespace and n.nspname = current_schema()
          cross join lateral unnest(i.indkey) with ordinality as k (attnum, position)
          join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
          where i.indisunique
          group by t.relname, i.indexrelid`;
  return (await keys.execute(db.migrator)).rows;
}

test('every table is of a store, or says here why not', async () => {
  const tables = await ourTables(db);
  const ofNone = tables.filter(({ ofStore, name }) => !ofStore && !(name in OF_NO_STORE));
  expect(ofNone.map(({ name }) => name)).toEqual([]);
  expect(tables.length).toBeGreaterThan(20);
});

test('the store leads every primary and unique key', async () => {
  const keys = await uniqueKeys();
  const exceptions = keys
    .filter(({ table, columns }) => !columns.startsWith('shop_id') && !(table in OF_NO_STORE))
    .map(({ table, columns }) => `${table} (${columns})`);
  expect(exceptions.filter((key) => !(key in OF_ALL_STORES))).toEqual([]);
  const keyed = new Set(keys.map(({ table }) => table));
  expect((await tenantTables(db)).filter((table) => !keyed.has(table))).toEqual([]);
});
