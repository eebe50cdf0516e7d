/** An operator who has run the first release starts this one: nothing is lost, and every store goes on earning. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { continueNumbers, type Row, rowsOf, tableNames } from '../../db/dialect/whole-tables.ts';
import { applyMigrations, migrate } from '../../db/migrate.ts';
import { type Db, openDb, type Tx } from '../../db/open.ts';
import { type App, buildApp } from '../../web/app.ts';
import { readConfig } from '../../web/config.ts';
import { verifyLedger } from '../../web/loyalty/points/index.ts';
import { type BackupLine, header, writeBackup } from '../../web/platform/backup/backup-file.ts';
import { restoreBackup } from '../../web/platform/backup/restore-backup.ts';
import { jobTable } from '../../web/platform/jobs/job-table.ts';
import { deadLetters } from '../../web/platform/jobs/set-aside.ts';
import { installations } from '../../web/platform/shopify/find-installation.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { type RunningShopify, startShopify } from '../support/simulated-shopify.ts';

const FIRST_RELEASE = ['2026-11-21-1200-platform', '2026-11-21-1210-mirror', '2026-11-21-1220-points'];
/** Jobs are moved, to where this release keeps them. */
const MOVED = new Set(['migrations', 'jobs']);
/** Each store had one; now one does it for all of them. */
const RETIRED = 'schedule:platform/inbox/forget-old-webhooks';

let database: TestDatabase;
let db: Db;
let before: Map<string, Row[]>;

beforeAll(async () => {
  database = await freshDatabase({ migrated: false });
  db = openDb(database.url);
  const fixture = await readFile(new URL('../fixtures/schema-0.1.0.sql', import.meta.url), 'utf8');
  await db.migrator.transaction().execute(async (tx) => {
    await applyMigrations(tx, 0, FIRST_RELEASE);
    for (const statement of fixture.split(/;\n/)) if (statement.trim()) await sql.raw(statement).execute(tx);
    await continueNumbers(tx);
  });
  before = await db.snapshot(everything);
  await migrate(db);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

async function everything(tx: Tx): Promise<Map<string, Row[]>> {
  const tables = new Map<string, Row[]>();
  for (const table of await tableNames(tx)) {
    const all: Row[] = [];
    for await (const rows of rowsOf(tx, table)) all.push(...rows);
    tables.set(table, all);
  }
  return tables;
}

test('every table of the first release had something in it, and every row of it is still there', async () => {
  const after = await db.snapshot(everything);
  expect([...before.keys()]).toHaveLength(24);
  for (const [table, rows] of before) {
    expect({ table, rows: rows.length }).not.toEqual({ table, rows: 0 });
    if (MOVED.has(table)) continue;
    const kept = after.get(table) ?? [];
    expect({ table, rows: kept.length }).toEqual({ table, rows: rows.length });
    for (const row of rows) expect(kept).toContainEqual(expect.objectContaining(row));
  }
});

test('every job waits, or is where it was put aside', async () => {
  const waiting = [];
  for (const { shopId } of await installations(db.read))
    waiting.push(...(await jobTable(db.read).jobsOf(db.read, shopId, '')));
  const had = (state: string) =>
    (before.get('jobs') ?? []).filter((job) => job.state === state && job.kind !== RETIRED).length;
  expect(waiting).toHaveLength(had('waiting') + had('running'));
  expect(await deadLetters(db.read, 10)).toMatchObject([{ key: 'of-d', attempts: 15, error: 'It failed' }]);
});

test('every balance is proved by its entries', async () => {
  for (const { shopId } of await installations(db.read)) {
    const { differences, entries } = await verifyLedger(db.read, shopId);
    expect(differences).toEqual([]);
    expect(entries).toBeGreaterThan(0);
  }
});

test('a back-up of the first release is brought up to date while it is restored', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'regulars-upgrade-'));
  const empty = await freshDatabase({ migrated: false });
  const restored = openDb(empty.url);
  try {
    const file = join(folder, 'old.backup');
    await writeBackup(file, header(0, FIRST_RELEASE), linesOf(before));
    const report = await restoreBackup(restored, file, 0);
    expect(report.migrated.length).toBeGreaterThan(0);
    expect(report.jobs).toBe(1);
    const after = await restored.snapshot(everything);
    for (const [table, rows] of before) {
      if (!MOVED.has(table)) expect({ table, rows: after.get(table)?.length }).toEqual({ table, rows: rows.length });
    }
    for (const { shopId } of await installations(restored.read)) {
      expect((await verifyLedger(restored.read, shopId)).differences).toEqual([]);
    }
  } finally {
    await restored.close();
    await empty.drop();
    await rm(folder, { recursive: true });
  }
});

async function* linesOf(tables: Map<string, Row[]>): AsyncGenerator<BackupLine> {
  for (const [table, rows] of tables) {
    if (MOVED.has(table)) continue;
    const columns = Object.keys(rows[0] ?? {});
    yield { table, columns };
    for (const row of rows) yield columns.map((column) => row[column] as string | number | null);
  }
  const job = {
    kind: 'points.mature',
    key: 'shop',
    payload: null,
    runAt: 9,
    dueAt: 9,
    attempts: 0,
    suspect: false,
    again: false,
  };
  yield { job: { shopId: 1, ...job } };
}

test('the app starts on it, and its stores go on', async () => {
  const shopify: RunningShopify = await startShopify('2026-03-18T09:00:00Z');
  let app: App | undefined;
  try {
    app = await buildApp(readConfig({ ...shopify.appEnvironment, DATABASE_URL: database.url, LOG_LEVEL: 'silent' }));
    const { url } = await app.start({ serve: true, work: true, port: 0 });
    shopify.setAppUrl(url);
    // The merchant of one of the stores opens the app.
    const store = await shopify.shop({ handle: 'coffee' });
    const customer = await store.customer();
    await store.buy(customer, '42.00');
    await shopify.settle();
    expect(await store.balance(customer)).toMatchObject({ pending: 42 });
    // What was pending then becomes available in its time.
    const ana = (before.get('points_accounts') ?? []).find((account) => Number(account.pending) > 0);
    expect(ana).toBeDefined();
    await shopify.advance('P15D');
    expect(await store.balance(customer)).toMatchObject({ available: 42, pending: 0 });
    const { rows } = await sql<Row>`
      select pending from points_accounts where shop_id = ${ana?.shop_id} and customer_id = ${ana?.customer_id}`.execute(
      db.migrator,
    );
    expect(rows).toEqual([{ pending: 0 }]);
  } finally {
    await app?.stop();
    await shopify.stop();
  }
});
