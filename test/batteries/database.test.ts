/** What every database behind `db/open.ts` must do the same. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isPostgres, lockRows } from '../../db/dialect/differences.ts';
import { migrate, pendingMigrations } from '../../db/migrate.ts';
import { afterCommit, type Db, openDb, type Reader, type Tx } from '../../db/open.ts';
import type { ShopDomain } from '../../web/platform/kit/ids.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { projectFolder } from '../support/source-files.ts';

const run = promisify(execFile);

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

let stores = 0;
function newStore() {
  stores += 1;
  return {
    domain: `store-${stores}.myshopify.com` as ShopDomain,
    status: 'seen' as const,
    scopes: '',
    token_version: 0,
    created_at: 0,
  };
}
const find = (handle: Reader, domain: ShopDomain) =>
  handle.selectFrom('installations').selectAll().where('domain', '=', domain).executeTakeFirst();

test('the tests run on the system that was asked for', () => {
  expect(isPostgres(db.migrator) ? 'postgres' : 'sqlite').toBe(process.env.TEST_DATABASE);
});

test('a fresh database is migrated and empty, and migrating again changes nothing', async () => {
  expect(await pendingMigrations(db)).toEqual([]);
  expect(await db.read.selectFrom('shops').selectAll().execute()).toEqual([]);
  expect(await migrate(db)).toEqual([]);
});

test('several processes may migrate at once: one does, the others wait and find it done', async () => {
  const empty = await freshDatabase({ migrated: false });
  try {
    const applied = await Promise.all([1, 2, 3].map(() => migrateInAnotherProcess(empty.url)));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  } finally {
    await empty.drop();
  }
});

async function migrateInAnotherProcess(url: string): Promise<string[]> {
  const program = `
    import { migrate } from './db/migrate.ts';
    import { openDb } from './db/open.ts';
    const db = openDb(process.argv[1]);
    console.log(JSON.stringify(await migrate(db)));
    await db.close();
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program, url], {
    cwd: projectFolder,
  });
  return JSON.parse(stdout) as string[];
}

test('what a transaction wrote is there after its commit', async () => {
  const store = newStore();
  await db.transaction((tx) => tx.insertInto('installations').values(store).execute());
  expect(await find(db.read, store.domain)).toMatchObject(store);
});

test('what a failed transaction wrote is gone, and the error comes through', async () => {
  const store = newStore();
  const failing = db.transaction(async (tx) => {
    await tx.insertInto('installations').values(store).execute();
    throw new Error('halfway');
  });
  await expect(failing).rejects.toThrow('halfway');
  expect(await find(db.read, store.domain)).toBeUndefined();
});

test('a transaction sees its own writes; a reader outside does not before the commit', async () => {
  const store = newStore();
  const elsewhere = openDb(database.url);
  await db.transaction(async (tx) => {
    await tx.insertInto('installations').values(store).execute();
    expect(await find(tx, store.domain)).toBeDefined();
    expect(await find(elsewhere.read, store.domain)).toBeUndefined();
  });
  expect(await find(elsewhere.read, store.domain)).toBeDefined();
  await elsewhere.close();
});

test('using the database inside a transaction without its handle is refused, not waited for', async () => {
  const inside = db.transaction(() => db.read.selectFrom('shops').selectAll().execute());
  await expect(inside).rejects.toThrow('inside a transaction');
  const nested = db.transaction(() => db.transaction(async () => 'never'));
  await expect(nested).rejects.toThrow('inside a transaction');
});

test('what is to happen after the commit happens then, and never after a rollback', async () => {
  const happened: string[] = [];
  await db.transaction(async (tx) => {
    afterCommit(tx, () => happened.push('committed'));
    await find(tx, newStore().domain);
    expect(happened).toEqual([]);
  });
  const failing = db.transaction(async (tx) => {
    afterCommit(tx, () => happened.push('rolled back'));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(happened).toEqual(['committed']);
});

test('only a transaction that may be lost does not wait for the disk', async () => {
  const waits = (tx: Tx) =>
    isPostgres(tx)
      ? sql<{ waits: number }>`select (current_setting('synchronous_commit') <> 'off')::int as waits`.execute(tx)
      : sql<{ waits: number }>`select synchronous = 2 as waits from pragma_synchronous`.execute(tx);
  // The tests' own PostgreSQL waits for nothing, so what is asked of it is said first.
  const durable = openDb(isPostgres(db.read) ? `${database.url}&options=-c%20synchronous_commit%3Don` : database.url);
  const found = async (options?: { mayBeLost: boolean }) => (await durable.transaction(waits, options)).rows[0]?.waits;
  expect([await found(), await found({ mayBeLost: true }), await found()]).toEqual([1, 0, 1]);
  const failing = durable.transaction(
    async () => {
      throw new Error('no');
    },
    { mayBeLost: true },
  );
  await expect(failing).rejects.toThrow('no');
  expect(await Promise.all([found({ mayBeLost: true }), found(), found({ mayBeLost: true }), found()])).toEqual([
    0, 1, 0, 1,
  ]);
  await durable.close();
});

test('two who count up the same row at once lose nothing', async () => {
  const store = newStore();
  await db.transaction((tx) => tx.insertInto('installations').values(store).execute());
  const countUp = () =>
    db.transaction(async (tx) => {
      const row = await lockRows(
        tx,
        tx.selectFrom('installations').select('token_version').where('domain', '=', store.domain),
      ).executeTakeFirstOrThrow();
      await tx
        .updateTable('installations')
        .set({ token_version: row.token_version + 1 })
        .where('domain', '=', store.domain)
        .execute();
    });
  await Promise.all(Array.from({ length: 20 }, countUp));
  expect(await find(db.read, store.domain)).toMatchObject({ token_version: 20 });
});

test('whole numbers come back as numbers, up to 2^53', async () => {
  const store = { ...newStore(), created_at: Number.MAX_SAFE_INTEGER };
  await db.transaction((tx) => tx.insertInto('installations').values(store).execute());
  expect((await find(db.read, store.domain))?.created_at).toBe(Number.MAX_SAFE_INTEGER);
});

// Into SQLite whole numbers come from JavaScript alone; PostgreSQL's int8 arithmetic can answer more than a number holds.
test.runIf(process.env.TEST_DATABASE === 'postgres')('a greater one is an error, never rounded', async () => {
  const store = newStore();
  await db.transaction((tx) => tx.insertInto('installations').values(store).execute());
  await db.transaction((tx) =>
    sql`update installations set created_at = 9007199254740993 where domain = ${store.domain}`.execute(tx),
  );
  await expect(find(db.read, store.domain)).rejects.toThrow(RangeError);
});

test('a unique key refuses the second row', async () => {
  const store = newStore();
  const insert = () => db.transaction((tx) => tx.insertInto('installations').values(store).execute());
  await insert();
  await expect(insert()).rejects.toThrow(/unique/i);
});
