/** Work that fails every time: it is kept and shown, holds up nobody, and is done when the cause is gone and a person says so. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb } from '../../db/open.ts';
import type { HomeFigures } from '../../web/loyalty/points/api-types.ts';
import { type TestStore, type TestWorld, startWorld } from '../support/world.ts';
import { expectExactBalances } from './support/exactly-right.ts';
import { readMetrics } from '../support/metrics.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

let world: TestWorld;
beforeAll(async () => {
  // The operator's command is a process of its own, on the clock of the wall: the store's must not be behind it, whatever day it is.
  world = await startWorld({ startAt: '2126-03-02T03:00:00Z' });
});
afterAll(() => world.stop());

const shopOf = (store: TestStore) => {
  const shop = world.simulated.shops.get(store.domain);
  if (!shop) throw new Error(`there is no store ${store.domain}`);
  return shop;
};
const dead = async () => (await readMetrics(world.appUrl, 'regulars_jobs')).dead;

/** The operator's command, in a process of its own. */
async function regulars<Answer>(...command: string[]): Promise<Answer> {
  const { stdout } = await run(process.execPath, ['web/cli.ts', ...command, '--json'], {
    cwd: root,
    env: { PATH: process.env.PATH, DATABASE_URL: world.databaseUrl },
  });
  return JSON.parse(stdout) as Answer;
}

/** Stands for a version of the app that can read it: the body becomes what it can read today. */
async function mend(webhookId: string): Promise<void> {
  const db = openDb(world.databaseUrl);
  await db.transaction(async (tx) => {
    const { body } = await tx
      .selectFrom('inbox')
      .select('body')
      .where('webhook_id', '=', webhookId)
      .executeTakeFirstOrThrow();
    const mended = JSON.stringify({ ...(JSON.parse(body) as object), line_items: [] });
    await tx.updateTable('inbox').set({ body: mended }).where('webhook_id', '=', webhookId).execute();
  });
  await db.close();
}

test('a webhook that nobody can read becomes a dead letter and holds up no other', async () => {
  const store = await world.shop();
  const [one, other] = [await store.customer(), await store.customer()];
  await world.settle();
  await world.sim('POST', 'deliveries', { shop: store.domain, hold: true });
  await store.buy(one, '40.00');
  const poisoned = shopOf(store).deliveries.find(({ topic, status }) => topic === 'orders/paid' && status === 'held');
  if (!poisoned) throw new Error('no webhook is held');
  // Signed as it goes out: truly Shopify's, and of a shape that no version of the app has seen.
  poisoned.body = JSON.stringify({ ...(JSON.parse(poisoned.body) as object), line_items: 'soon' });
  await world.sim('POST', 'deliveries', { shop: store.domain });
  await store.buy(other, '25.00');
  await world.settle();
  expect(await store.balance(other)).toMatchObject({ pending: 25 });
  expect(await store.balance(one)).toMatchObject({ pending: 40 });
  expect(await dead()).toBe(0);

  const { deadLetters } = await world.advance('P1D');
  expect(deadLetters).toBe(1);
  expect(await dead()).toBe(1);
  expect((await store.admin<HomeFigures>('GET', '/api/home')).attention).toContainEqual({ kind: 'failed', count: 1 });
  const listed = await regulars<{ dead: { job: string; key: string }[] }>('jobs', 'dead');
  expect(listed.dead).toMatchObject([{ job: 'webhook:mirror/orders', key: poisoned.id }]);

  // Tried again while the cause is still there, it comes back, and nothing else is touched.
  expect(await regulars('jobs', 'retry')).toEqual({ retried: 1 });
  await world.advance('P1D');
  expect(await dead()).toBe(1);
  await world.advance('P16D');
  await expectExactBalances(world, store, shopOf(store));

  // A later version can read it.
  await mend(poisoned.id);
  expect(await regulars('jobs', 'retry')).toEqual({ retried: 1 });
  await world.settle();
  expect(await dead()).toBe(0);
  await expectExactBalances(world, store, shopOf(store));
});

test('work that was given up in a long outage is done when a person says so', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await world.settle();
  await world.sim('POST', 'faults', { kind: 'reset', operation: 'SetMetafields' });
  await store.buy(customer, '40.00');
  await world.advance('P2D');
  expect(await dead()).toBeGreaterThan(0);
  expect(await store.metafield(customer)).toBeNull();
  await world.sim('POST', 'faults', {});
  await regulars('jobs', 'retry', '--shop', store.domain);
  await world.settle();
  expect(await dead()).toBe(0);
  expect(await store.metafield(customer)).toMatchObject({ pending: 40 });
  await world.advance('P16D');
  await expectExactBalances(world, store, shopOf(store));
});
