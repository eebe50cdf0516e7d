/** The command line gives a store its back-up back, while Shopify has gone on: shoppers see what is known now. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb } from '../../db/open.ts';
import { digits } from '../support/points-book.ts';
import { freshDatabase } from '../support/database.ts';
import { startWorld, type TestWorld } from '../support/world.ts';

const run = promisify(execFile);
let world: TestWorld;
let folder: string;
beforeAll(async () => {
  world = await startWorld();
  folder = await mkdtemp(join(tmpdir(), 'regulars-restored-'));
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true });
});

async function regulars(databaseUrl: string, ...words: string[]): Promise<void> {
  const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl };
  await run(process.execPath, ['web/cli.ts', ...words], { env });
}

test('balances that shoppers see are written anew after a restore, since Shopify may show newer ones', async () => {
  const store = await world.shop();
  const gone = await world.shop();
  for (const each of [store, gone]) await each.buy(await each.customer(), '40.00');
  const customer = await store.customer();
  await store.buy(customer, '80.00');
  await world.settle();
  await world.sim('POST', 'uninstall', { shop: gone.domain });
  await world.settle();
  const file = join(folder, 'before.backup');
  await regulars(world.databaseUrl, 'backup', file);
  await store.admin('POST', `/api/customers/${digits(customer)}/adjust`, { points: 500, reason: 'Gift', key: 'gift' });
  await world.settle();

  const restored = await freshDatabase({ migrated: false });
  await regulars(restored.url, 'restore', file);
  const db = openDb(restored.url);
  try {
    const stores = await db.read.selectFrom('installations').select(['shop_id', 'domain']).execute();
    const dirty = async ({ domain }: { domain: string }) => {
      const shopId = stores.find((one) => one.domain === domain)?.shop_id;
      const rows = await db.read.selectFrom('customer_metafields').selectAll().execute();
      return rows.filter(({ shop_id }) => shop_id === shopId).map((row) => row.dirty);
    };
    expect(await dirty(store)).toEqual([1, 1]);
    expect(await dirty(gone)).toEqual([0]);
  } finally {
    await db.close();
    await restored.drop();
  }
});
