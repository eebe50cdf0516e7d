/** The program on several machines, as near as one can come to it here: three web and three worker processes behind a balancer, on one database. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChance } from './support/chance.ts';
import { expectExactBalances, expectNothingAcknowledgedIsMissing } from './support/exactly-right.ts';
import { readMetrics } from '../support/metrics.ts';
import { wrongClock } from './support/wrong-clock.ts';
import { comes, type Moment, moments } from './support/moments.ts';
import { startTrade, type Trade } from './support/trade.ts';
import { type AppProcess, startProcess } from '../support/app-process.ts';
import { type Balancer, startBalancer } from '../support/balancer.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { type RunningShopify, startShopify } from '../support/simulated-shopify.ts';
import type { TestStore } from '../support/store.ts';

const KILLS = 20;
const WEBHOOKS = 500;
const seats = ['web 1', 'web 2', 'web 3', 'worker 1', 'worker 2', 'worker 3'] as const;
type Seat = (typeof seats)[number];
const workers = seats.filter((seat) => seat.startsWith('worker'));

const chance = createChance();
const running = new Map<Seat, AppProcess>();
const listening = new Map<Seat, string>();
let database: TestDatabase;
let shopify: RunningShopify;
let balancer: Balancer;
let store: TestStore;
let trade: Trade;

function start(seat: Seat, env: Record<string, string> = {}): void {
  const [kind] = seat.split(' ');
  const one = startProcess({ ...shopify.appEnvironment, LOG_LEVEL: 'info', DATABASE_URL: database.url, ...env }, [
    `--${kind}`,
  ]);
  running.set(seat, one);
  one.ready.then(
    (url) => url !== '' && listening.set(seat, url),
    () => {},
  );
}
function present(seat: Seat): AppProcess {
  const found = running.get(seat);
  if (!found) throw new Error(`${seat} was never started`);
  return found;
}
/** Killed, and started again at once, as a supervisor would. */
async function strike(victims: readonly Seat[], env: Record<string, string> = {}): Promise<void> {
  for (const seat of victims) listening.delete(seat);
  await Promise.all(victims.map((seat) => present(seat).kill()));
  for (const seat of victims) start(seat, env);
}
const allReady = () => Promise.all(seats.map((seat) => present(seat).ready));
const refreshed = () =>
  [...(trade.shop.install?.refreshTokens.values() ?? [])].filter(({ usedAt }) => usedAt !== null).length;

// One SQLite file is for one machine; there a helper beside the main process is all, and is killed in test/faults.
const severalMachines = process.env.TEST_DATABASE === 'postgres';

beforeAll(async () => {
  if (!severalMachines) return;
  database = await freshDatabase();
  shopify = await startShopify();
  balancer = await startBalancer(() => [...listening.values()]);
  shopify.setAppUrl(balancer.url);
  for (const seat of seats) start(seat);
  await allReady();
  // It trades like a big one: with a small one's allowance the calls to Shopify would mostly wait for their turn.
  store = await shopify.shop({ plan: 'plus' });
  trade = await startTrade(shopify, store, chance, 30);
});
afterAll(async () => {
  if (!severalMachines) return;
  const codes = await Promise.all(seats.map((seat) => present(seat).stop()));
  await balancer.stop();
  await shopify.stop();
  await database.drop();
  expect(codes).toEqual(seats.map(() => 0));
});

test.runIf(severalMachines)(
  'whichever of them are killed, everything that Shopify was told is kept, is done once and adds up',
  { timeout: 240_000 },
  async () => {
    // oxlint-disable-next-line no-console -- whoever sees it fail wants to play it again
    console.log(`FAULT_SEED=${chance.seed}`);
    const caused = () => trade.shop.deliveries.filter(({ duplicateOf }) => duplicateOf === null).length;
    let killed = 0;
    while (killed < KILLS || caused() < WEBHOOKS) {
      await shopify.sim('POST', 'deliveries', {
        duplicate: 0.2,
        reorder: chance.oneIn(2),
        seed: chance.below(2 ** 31),
      });
      const moment = chance.pick(Object.keys(moments) as Moment[]);
      const victims = seats.filter(() => chance.oneIn(3));
      killed += victims.length;
      const hit = comes(moment, 1 + chance.below(8), chance.below(1_500)).then(() => strike(victims));
      await Promise.all([hit, trade.happen(25)]);
      await shopify.sim('POST', 'clock', { advance: `PT${30 + chance.below(200)}S` });
    }
    await allReady();
    await shopify.sim('POST', 'deliveries', {});
    // What found nobody comes again within four hours.
    await shopify.sim('POST', 'clock', { advance: 'PT5H' });
    await shopify.settle();
    expect(await expectNothingAcknowledgedIsMissing(database.url, trade.shop)).toBeGreaterThan(WEBHOOKS / 2);
  },
);

test.runIf(severalMachines)(
  'an access that ended is renewed once, however many processes ask, also when the one that was at it is killed',
  { timeout: 180_000 },
  async () => {
    const before = refreshed();
    for (let n = 1; n <= 3; n += 1) {
      await shopify.sim('POST', 'tokens', { shop: store.domain, expire: 'access' });
      await trade.happen(20);
      await shopify.settle();
      expect(refreshed() - before).toBe(n);
    }
    await shopify.sim('POST', 'tokens', { shop: store.domain, expire: 'access' });
    const asks = comes('when it asks Shopify', 2, 60_000).then(async (moment) => {
      // Those that take over see that whoever had claimed the renewal must have given up: to them it was a minute ago.
      await strike(workers, wrongClock(60_000));
      return moment;
    });
    await trade.happen(20);
    expect(await asks).toBe('when it asks Shopify');
    await Promise.all(workers.map((seat) => present(seat).ready));
    await shopify.settle();
    expect(refreshed() - before).toBe(4);
  },
);

test.runIf(severalMachines)('in the end every balance is exactly right, and no job is left', async () => {
  await shopify.sim('POST', 'clock', { advance: 'P16D' });
  await shopify.settle();
  await expectExactBalances({ ...shopify, databaseUrl: database.url }, store, trade.shop);
  const jobs = await readMetrics(await present('web 1').ready, 'regulars_jobs');
  expect(jobs).toEqual({ due: 0, running: 0, parked: 0, dead: 0 });
});
