/** The database does not answer for a while: somebody else holds it, or it is gone and comes back. */
import SqliteClient from 'better-sqlite3';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import type { Shop } from '../../simulator/world/types.ts';
import { migrateDatabase } from '../support/migrate-database.ts';
import { startCluster } from '../support/postgres-cluster.ts';
import type { SimulatedShopify } from '../support/simulated-shopify.ts';
import type { TestStore } from '../support/store.ts';
import { expectExactBalances, expectNothingAcknowledgedIsMissing } from './support/exactly-right.ts';
import { readMetrics } from '../support/metrics.ts';
import { startProgram } from './support/program.ts';

const onPostgres = process.env.TEST_DATABASE === 'postgres';

function shopOf({ simulated }: SimulatedShopify, store: TestStore): Shop {
  const shop = simulated.shops.get(store.domain);
  if (!shop) throw new Error(`there is no store ${store.domain}`);
  return shop;
}
const refused = (shop: Shop) => shop.deliveries.filter(({ tries }) => tries.at(-1)?.status === 503).length;

/** Locks what a webhook has to write; the answer lets go. */
async function holdDatabase(url: string): Promise<() => Promise<void>> {
  if (onPostgres) {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('begin; lock table inbox in access exclusive mode');
    return () => client.end();
  }
  const client = new SqliteClient(url.slice('sqlite:'.length));
  client.exec('begin immediate');
  return async () => void client.close();
}

test('a database that somebody else holds for longer than anybody waits costs no webhook', async () => {
  const program = await startProgram();
  try {
    const app = program.launch();
    const address = await app.ready;
    const store = await program.shop();
    const shop = shopOf(program, store);
    const customer = await store.customer();
    await program.settle();
    const letGo = await holdDatabase(program.databaseUrl);
    try {
      await store.buy(customer, '30.00');
      // Answered before Shopify gives up; on SQLite the wait itself ends after ten seconds, and the log says so.
      await expect.poll(() => refused(shop)).toBeGreaterThan(0);
      if (!onPostgres) await expect.poll(() => app.log()).toContain('Webhooks cannot be stored');
      expect((await readMetrics(address, 'regulars_webhooks_total')).busy).toBeGreaterThan(0);
      expect((await fetch(`${address}/healthz`)).status).toBe(200);
    } finally {
      await letGo();
    }
    await program.advance('PT5H');
    await expectNothingAcknowledgedIsMissing(program.databaseUrl, shop);
    await program.advance('P16D');
    await expectExactBalances(program, store, shop);
  } finally {
    await program.stop();
  }
});

test.runIf(onPostgres)(
  'a database server that crashes and comes back is outlived: 503 meanwhile, and then it goes on by itself',
  async () => {
    const cluster = await startCluster({ durable: true });
    const url = cluster.url('postgres');
    await migrateDatabase(url);
    const program = await startProgram({ database: { url, drop: () => cluster.stop() } });
    try {
      const app = program.launch();
      const address = await app.ready;
      const store = await program.shop();
      const shop = shopOf(program, store);
      const customers = await Promise.all(Array.from({ length: 10 }, () => store.customer()));
      // In the middle of the work.
      for (const customer of customers) await store.buy(customer, '20.00');
      await cluster.crash();
      for (const customer of customers) await store.buy(customer, '7.00');
      await expect.poll(() => refused(shop)).toBeGreaterThan(0);
      expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({ ok: false });
      expect((await fetch(`${address}/healthz`)).status).toBe(200);

      await cluster.again();
      await expect.poll(async () => (await fetch(`${address}/readyz`)).status).toBe(200);
      await expect.poll(async () => (await readMetrics(address, 'regulars_jobs')).running).toBe(0);
      await program.advance('PT5H');
      await expectNothingAcknowledgedIsMissing(url, shop);
      await program.advance('P16D');
      await expectExactBalances(program, store, shop);
      expect(app.child.exitCode).toBeNull();
    } finally {
      await program.stop();
    }
  },
);
