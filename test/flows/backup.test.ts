/** A store's whole memory in one file, taken while the app runs, and given back to an empty database of either kind. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf, tableNames } from '../../db/dialect/whole-tables.ts';
import { migrate } from '../../db/migrate.ts';
import { type Db, openDb } from '../../db/open.ts';
import { verifyLedger } from '../../web/loyalty/points/index.ts';
import { makeBackup } from '../../web/platform/backup/make-backup.ts';
import { restoreBackup } from '../../web/platform/backup/restore-backup.ts';
import { createQueue } from '../../web/platform/jobs/queue.ts';
import { jobTable } from '../../web/platform/jobs/job-table.ts';
import type { ShopId } from '../../web/platform/kit/ids.ts';
import { installations } from '../../web/platform/shopify/find-installation.ts';
import { freshDatabase } from '../support/database.ts';
import { startWorld, type TestWorld } from '../support/world.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
let world: TestWorld;
let source: Db;
let folder: string;
let backup: string;
const open: { db: Db; drop(): Promise<void> }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regulars-backup-'));
  backup = join(folder, 'whole.backup');
  world = await startWorld();
  source = openDb(world.databaseUrl);
  for (const name of ['Ana 🌱', 'O\'Brien \\ "quoted"\n']) {
    const store = await world.shop();
    const customer = await store.customer({ firstName: name });
    store.product({ title: 'Coffee', prices: ['9.50'] });
    const order = await store.buy(customer, '80.00');
    await store.buy(customer, '20.00');
    await world.settle();
    await world.sim('POST', 'orders/refund', { order: order.id, amount: '10.00' });
    await world.settle();
    await world.advance('P15D');
    await store.buy(customer, '5.00');
  }
  await world.settle();
  // Beside the schedules: work whose time has not come.
  await source.transaction((tx) =>
    createQueue(Date.now, () => {}).add(tx, {
      kind: 'webhook:mirror/orders',
      shopId: 1 as ShopId,
      key: 'later',
      payload: { a: "'" },
      runAt: Date.parse('2099-01-01'),
    }),
  );
  await makeBackup(source, backup, NOW);
});
afterAll(async () => {
  for (const { db, drop } of open) {
    await db.close();
    await drop();
  }
  await source.close();
  await world.stop();
  await rm(folder, { recursive: true });
});

/** An empty one of the kind that this run is about. */
async function empty(): Promise<Db> {
  const database = await freshDatabase({ migrated: false });
  const db = openDb(database.url);
  open.push({ db, drop: database.drop });
  return db;
}

/** An empty one in a file of its own, whatever this run is about. */
function emptyFile(): Db {
  const db = openDb(`sqlite:${join(folder, `${crypto.randomUUID()}.sqlite`)}`);
  open.push({ db, drop: async () => {} });
  return db;
}

const canonical = (value: object) => JSON.stringify(value, Object.keys(value).sort());

/** Everything that counts, in a form that does not depend on the database. */
async function contents(db: Db) {
  return db.snapshot(async (tx) => {
    const tables: Record<string, string[]> = {};
    for (const table of await tableNames(tx)) {
      if (['migrations', 'jobs', 'job_workers'].includes(table)) continue;
      const rows: string[] = [];
      for await (const some of rowsOf(tx, table)) rows.push(...some.map((row) => canonical(row)));
      tables[table] = rows.sort();
    }
    const jobs: string[] = [];
    for (const { shopId } of await installations(tx)) {
      jobs.push(...(await jobTable(tx).jobsOf(tx, shopId, '')).map((job) => canonical(job)));
    }
    return { tables, jobs: jobs.sort() };
  });
}

async function differences(db: Db): Promise<string[]> {
  const reports = await Promise.all((await installations(db.read)).map(({ shopId }) => verifyLedger(db.read, shopId)));
  expect(reports.length).toBeGreaterThan(1);
  return reports.flatMap((report) => report.differences);
}

const nothing = async (db: Db) => (await db.snapshot((tx) => tableNames(tx))).filter((name) => name !== 'migrations');

test('what was restored is what was there, to the last row and waiting job, also by way of the other database', async () => {
  const there = await contents(source);
  expect(there.tables.ledger_postings?.length).toBeGreaterThan(10);
  expect(there.jobs.length).toBeGreaterThan(2);
  const [same, other, back] = [await empty(), emptyFile(), await empty()];
  const report = await restoreBackup(same, backup, NOW);
  expect(report).toMatchObject({ madeAt: new Date(NOW).toISOString(), jobs: there.jobs.length, migrated: [] });
  expect(await contents(same)).toEqual(there);
  expect(await differences(same)).toEqual([]);
  await restoreBackup(other, backup, NOW);
  const second = join(folder, 'second.backup');
  await makeBackup(other, second, NOW);
  await restoreBackup(back, second, NOW);
  expect(await contents(back)).toEqual(there);
});

test('one that is taken while orders pour in is a moment at which every balance adds up', async () => {
  const store = await world.shop();
  const customers = await Promise.all(Array.from({ length: 5 }, () => store.customer()));
  const file = join(folder, 'busy.backup');
  const orders = Promise.all(
    Array.from({ length: 30 }, (_, n) => store.buy(customers[n % customers.length] ?? '', '10.00')),
  );
  await expect.poll(async () => (await contents(source)).tables.inbox?.length).toBeGreaterThan(10);
  await makeBackup(source, file, NOW);
  await orders;
  await world.settle();
  const db = await empty();
  await restoreBackup(db, file, NOW);
  expect(await differences(db)).toEqual([]);
});

test('numbers go on behind those that were restored', async () => {
  const db = await empty();
  await restoreBackup(db, backup, NOW);
  const before = (await installations(db.read)).map(({ shopId }) => shopId);
  await db.transaction((tx) =>
    tx
      .insertInto('installations')
      .values({ domain: 'next.myshopify.com' as never, status: 'seen', scopes: '', token_version: 0, created_at: 0 })
      .execute(),
  );
  const after = (await installations(db.read)).map(({ shopId }) => shopId);
  expect(Math.max(...after)).toBe(Math.max(...before) + 1);
});

test('the file is for its owner alone, and never replaces another', async () => {
  expect((await stat(backup)).mode & 0o777).toBe(0o600);
  await expect(makeBackup(source, backup, NOW)).rejects.toThrow('never replaces another');
});

test('a database that holds anything is left alone', async () => {
  const before = await contents(source);
  await expect(restoreBackup(source, backup, NOW)).rejects.toThrow('This database is not empty');
  expect(await contents(source)).toEqual(before);
});

test('one that was migrated and never used is empty', async () => {
  const db = await empty();
  await migrate(db);
  await restoreBackup(db, backup, NOW);
  expect(await differences(db)).toEqual([]);
});

test('a file that is damaged, cut off, longer or none is refused, and nothing is written', async () => {
  const bytes = await readFile(backup);
  const lines = gunzipSync(bytes).toString().trimEnd().split('\n');
  const rewritten = (change: (all: string[]) => string[]) => gzipSync(`${change([...lines]).join('\n')}\n`);
  const flipped = Buffer.from(bytes);
  flipped[Math.floor(bytes.length / 2)] = (flipped[Math.floor(bytes.length / 2)] ?? 0) ^ 0xff;
  const bad: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    'no gzip': Buffer.from('hello'),
    'another file': gzipSync('{"format":"something"}\n'),
    'half of the bytes': bytes.subarray(0, Math.floor(bytes.length / 2)),
    'without its last byte': bytes.subarray(0, -1),
    'a byte turned over': flipped,
    'without its last line': rewritten((all) => all.slice(0, -1)),
    'a row less': rewritten((all) => all.toSpliced(5, 1)),
    'a digit changed': rewritten((all) => {
      const row = all.findIndex((line) => /^\[.*\d/.test(line));
      return all.with(
        row,
        (all[row] ?? '').replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
      );
    }),
    'something behind': rewritten((all) => [...all, '{}']),
  };
  const db = await empty();
  for (const [what, content] of Object.entries(bad)) {
    const file = join(folder, 'bad.backup');
    await writeFile(file, content);
    const refusal = await restoreBackup(db, file, NOW).catch((error: unknown) => error);
    expect({ what, refusal }).toMatchObject({ what, refusal: { name: 'BackupUnusable' } });
  }
  expect(await nothing(db)).toEqual([]);
});

test('one of a newer version is refused by name', async () => {
  const db = emptyFile();
  await migrate(db);
  await db.transaction((tx) =>
    tx.insertInto('migrations').values({ name: '2099-01-01-future', applied_at: 0 }).execute(),
  );
  const file = join(folder, 'future.backup');
  await makeBackup(db, file, NOW);
  await expect(restoreBackup(await empty(), file, NOW)).rejects.toThrow(
    'newer version of this program (2099-01-01-future)',
  );
});

test('what fails on the way leaves an empty database', async () => {
  const db = await empty();
  const lines = gunzipSync(await readFile(backup))
    .toString()
    .trimEnd()
    .split('\n');
  // Whole by its hash, but with a row twice.
  const twice = lines.slice(0, -1).flatMap((line) => (line.startsWith('[') ? [line, line] : [line]));
  const { createHash } = await import('node:crypto');
  const text = `${twice.join('\n')}\n`;
  const end = JSON.stringify({ lines: twice.length, sha256: createHash('sha256').update(text).digest('hex') });
  const file = join(folder, 'twice.backup');
  await writeFile(file, gzipSync(`${text}${end}\n`));
  await expect(restoreBackup(db, file, NOW)).rejects.toThrow();
  expect(await nothing(db)).toEqual([]);
});
