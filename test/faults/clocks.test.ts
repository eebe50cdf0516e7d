/** Clocks that are wrong, jump, or stand still because the machine slept. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDb } from '../../db/open.ts';
import type { Shop } from '../../simulator/world/types.ts';
import type { AppProcess } from '../support/app-process.ts';
import type { TestStore } from '../support/store.ts';
import { expectExactBalances, expectNothingAcknowledgedIsMissing } from './support/exactly-right.ts';
import { readMetrics } from '../support/metrics.ts';
import { type Program, startProgram } from './support/program.ts';
import { wrongClock } from './support/wrong-clock.ts';

const HOUR = 3_600_000;
let program: Program;
beforeEach(async () => {
  program = await startProgram();
});
afterEach(() => program.stop());

const shopOf = (store: TestStore): Shop => {
  const shop = program.simulated.shops.get(store.domain);
  if (!shop) throw new Error(`there is no store ${store.domain}`);
  return shop;
};

async function buyALot(store: TestStore, customers: readonly string[]): Promise<void> {
  for (const price of ['3.00', '14.00', '15.90']) {
    for (const customer of customers) await store.buy(customer, price);
  }
}
const people = (store: TestStore, count: number) => Promise.all(Array.from({ length: count }, () => store.customer()));

/** Its machine sleeps, and does not by chance hold the database, as one that others can reach would not for long. */
async function fallAsleep({ child }: AppProcess): Promise<void> {
  const db = openDb(program.databaseUrl);
  for (let free = false; !free; ) {
    child.kill('SIGSTOP');
    const write = db.transaction(async () => true);
    free = await Promise.race([write, pause(500, false)]);
    if (!free) child.kill('SIGCONT');
    await write;
  }
  await db.close();
}

async function expectExactlyRight(store: TestStore, appUrl: string): Promise<void> {
  await program.advance('PT5H');
  await expectNothingAcknowledgedIsMissing(program.databaseUrl, shopOf(store));
  await program.advance('P16D');
  expect(await readMetrics(appUrl, 'regulars_jobs')).toMatchObject({ running: 0, parked: 0, dead: 0 });
  await expectExactBalances(program, store, shopOf(store));
}

test.each([30_000, -30_000])('two machines whose clocks differ by %i ms do not disturb each other', async (offset) => {
  const app = program.launch();
  const url = await app.ready;
  await program.launch(['--worker'], wrongClock(offset)).ready;
  const store = await program.shop();
  await buyALot(store, await people(store, 20));
  expect((await program.settle()).deadLetters).toBe(0);
  await expectExactlyRight(store, url);
});

test('a wall clock that is set an hour forward and then two back loses no work and no access', async () => {
  const app = program.launch([], wrongClock());
  const url = await app.ready;
  const store = await program.shop();
  const customers = await people(store, 10);
  await program.settle();
  for (const signal of ['SIGUSR2', 'SIGWINCH'] as const) {
    const trading = buyALot(store, customers);
    app.child.kill(signal);
    await trading;
    await program.settle();
  }
  await expectExactlyRight(store, url);
  expect(await readMetrics(url, 'regulars_installations')).toEqual({ active: 1 });
});

test('a machine that falls asleep in the middle of the work goes on when it wakes', async () => {
  const app = program.launch();
  const url = await app.ready;
  const store = await program.shop();
  const customers = await people(store, 10);
  await program.settle();
  const trading = buyALot(store, customers);
  app.child.kill('SIGSTOP');
  await trading;
  const unanswered = () => shopOf(store).deliveries.filter(({ tries }) => tries.at(-1)?.status === null).length;
  await expect.poll(unanswered).toBeGreaterThan(0);
  app.child.kill('SIGCONT');
  await program.settle();
  await expectExactlyRight(store, url);
});

test('a worker that slept while another did its jobs changes nothing when it wakes', async () => {
  const sleeper = program.launch();
  const url = await sleeper.ready;
  const store = await program.shop();
  const customers = await people(store, 10);
  await program.settle();
  // Shopify does not answer, so the work has begun and does not end.
  await program.sim('POST', 'faults', { kind: 'timeout', count: 2 });
  await buyALot(store, customers);
  const tried = () => shopOf(store).deliveries.every(({ tries }) => tries.length > 0);
  await expect.poll(tried).toBe(true);
  await expect.poll(async () => (await readMetrics(url, 'regulars_jobs')).running).toBeGreaterThan(0);
  await fallAsleep(sleeper);
  // To the other the leases of the sleeper have ended long ago. (PostgreSQL knows that the sleeper still lives: there its jobs wait for it.)
  const awake = program.launch(['--worker'], wrongClock(HOUR));
  await awake.ready;
  if (process.env.TEST_DATABASE === 'sqlite') {
    await expect.poll(() => awake.log()).toContain('Took over the jobs');
  }
  sleeper.child.kill('SIGCONT');
  await program.sim('POST', 'faults', {});
  await program.settle();
  // On a slow machine Shopify has given up waiting for an answer or two, and tries again later.
  await program.advance('PT4H');
  await program.settle();
  await expectExactlyRight(store, url);
});

test('a month passes while the app runs, and a year at once while it is off', async () => {
  const app = program.launch();
  await app.ready;
  const store = await program.shop();
  const customers = await people(store, 3);
  await buyALot(store, customers);
  await program.advance('P1M');
  await buyALot(store, customers);
  await program.settle();
  await app.kill();
  await program.sim('POST', 'clock', { advance: 'P1Y' });
  const again = program.launch();
  const url = await again.ready;
  await program.settle();
  expect(await readMetrics(url, 'regulars_jobs')).toMatchObject({ running: 0, parked: 0, dead: 0 });
  await expectExactBalances(program, store, shopOf(store));
});
