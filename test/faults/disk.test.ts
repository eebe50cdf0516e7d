/** The disk is full: of a process whose files may not grow, every write that needs room fails, as it does on a full disk. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateDatabase } from '../support/migrate-database.ts';
import { type Cluster, startCluster } from '../support/postgres-cluster.ts';
import type { TestStore } from '../support/store.ts';
import { expectExactBalances, expectNothingAcknowledgedIsMissing } from './support/exactly-right.ts';
import { readMetrics } from '../support/metrics.ts';
import { type Program, startProgram } from './support/program.ts';

const run = promisify(execFile);
/** `prlimit` of util-linux sets the largest size of a file for a process that runs. */
const canLimit = await run('prlimit', ['--version']).then(
  () => true,
  () => false,
);
const onPostgres = process.env.TEST_DATABASE === 'postgres';

let program: Program;
let cluster: Cluster | null = null;
let store: TestStore;
let url: string;
let pid: number;

beforeAll(async () => {
  if (!canLimit) return;
  // A server of its own: the one of the other tests shall keep its room.
  cluster = onPostgres ? await startCluster() : null;
  const own = cluster?.url('postgres');
  if (own) await migrateDatabase(own);
  program = await startProgram(own ? { database: { url: own, drop: async () => cluster?.stop() } } : {});
  const app = program.launch();
  url = await app.ready;
  pid = app.child.pid ?? 0;
  store = await program.shop();
});
afterAll(() => program?.stop());

/** No file of the database may grow beyond this from now on; null = as much as they like. */
async function limitFiles(bytes: number | null): Promise<void> {
  for (const each of await databaseProcesses()) {
    // Null: it has ended meanwhile.
    const owner = await stat(`/proc/${each}`).catch(() => null);
    if (!owner) continue;
    // As the process's own user: not even root may do it to others everywhere.
    const { uid, gid } = owner;
    await run('prlimit', ['--pid', String(each), `--fsize=${bytes ?? 'unlimited'}:`], { uid, gid });
  }
}
async function databaseProcesses(): Promise<number[]> {
  if (!cluster) return [pid];
  const client = new Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity');
  await client.end();
  return [await cluster.pid(), ...rows.map((row) => row.pid)];
}

/** What there is already, and little more. (PostgreSQL's log comes in files of 16 MB that must be possible.) */
async function littleRoom(): Promise<number> {
  if (cluster) return 17 * 2 ** 20;
  const file = program.databaseUrl.slice('sqlite:'.length);
  const sizes = await Promise.all([file, `${file}-wal`].map(async (path) => (await stat(path)).size));
  return Math.max(...sizes) + 2 ** 16;
}

test.skipIf(!canLimit)(
  'a full disk refuses webhooks and loses none that was acknowledged; with room again everything goes on by itself',
  async () => {
    const shop = program.simulated.shops.get(store.domain);
    if (!shop) throw new Error('there is no store');
    const customer = await store.customer();
    await store.buy(customer, '20.00');
    await program.settle();
    await limitFiles(await littleRoom());

    const refused = () => shop.deliveries.filter(({ tries }) => tries.some(({ status }) => (status ?? 0) >= 500));
    for (let orders = 0; refused().length === 0; orders += 1) {
      if (orders === 60) throw new Error('the disk is not full yet');
      // In a field that the app asks for. PostgreSQL would fold up what repeats itself.
      const title = randomBytes(240_000).toString('hex');
      await store.buy(customer, '10.00', { lines: [{ title, price: '10.00' }] });
      await expect.poll(() => shop.deliveries.every(({ tries }) => tries.length > 0)).toBe(true);
    }
    // What the operator sees: it lives, and counts what it had to refuse.
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const requests = await readMetrics(url, 'regulars_http_request_seconds_count');
    expect(requests['webhooks,5xx']).toBeGreaterThan(0);

    await limitFiles(null);
    await program.advance('PT5H');
    await expectNothingAcknowledgedIsMissing(program.databaseUrl, shop);
    expect(shop.deliveries.filter(({ status }) => status !== 'delivered').map(({ id }) => id)).toEqual([]);
    await program.advance('P16D');
    expect(await readMetrics(url, 'regulars_jobs')).toMatchObject({ running: 0, dead: 0 });
    await expectExactBalances(program, store, shop);
  },
);
