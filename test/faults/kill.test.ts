/** `kill -9`, again and again, while a store trades, its customers spend points, and its webhooks come twice, late, in any order or not at all. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppProcess } from '../support/app-process.ts';
import type { TestStore } from '../support/store.ts';
import { createChance } from './support/chance.ts';
import { expectExactBalances, expectNothingAcknowledgedIsMissing } from './support/exactly-right.ts';
import { readMetrics } from '../support/metrics.ts';
import { comes, type Moment, moments } from './support/moments.ts';
import { type Program, startProgram } from './support/program.ts';
import { startSpending } from './support/spending.ts';
import { startTrade } from './support/trade.ts';

const KILLS = 50;
const WEBHOOKS = 2_000;
const TWICE = 0.2;
const LOST = 0.05;
/** Things that happen in the store between two strikes; each causes about three webhooks. */
const THINGS = 25;

/** One does everything, the other helps with the work. Each is started again at once, as a supervisor would. */
const roles = { all: [], helper: ['--worker'] } as const;
type Role = keyof typeof roles;

const chance = createChance();
let program: Program;
let store: TestStore;
const running = new Map<Role, AppProcess>();

function start(role: Role): void {
  running.set(role, program.launch(roles[role]));
}
function present(role: Role): AppProcess {
  const found = running.get(role);
  if (!found) throw new Error(`${role} was never started`);
  return found;
}
async function jobs(): Promise<Record<string, number>> {
  return readMetrics(await present('all').ready, 'regulars_jobs');
}

beforeAll(async () => {
  program = await startProgram();
  start('all');
  await present('all').ready;
  start('helper');
  // It trades like a big one: with a small one's allowance the calls to Shopify would mostly wait for their turn.
  store = await program.shop({ plan: 'plus' });
});
afterAll(() => program.stop());

test('however often it is killed, nothing acknowledged is missing and every balance is exact', {
  timeout: 600_000,
}, async () => {
  // oxlint-disable-next-line no-console -- whoever sees it fail wants to play it again
  console.log(`FAULT_SEED=${chance.seed}`);
  const trade = await startTrade(program, store, chance, 40);
  const { shop } = trade;
  const spending = await startSpending(program, store, shop, chance, 8);
  await program.settle();
  const quiet = await jobs();

  const kills = new Map<Moment, number>();
  let killed = 0;
  let expired = 0;
  let clock = Promise.resolve();
  const caused = () => shop.deliveries.filter(({ duplicateOf }) => duplicateOf === null).length;
  while (killed < KILLS || caused() < WEBHOOKS) {
    await program.sim('POST', 'deliveries', {
      duplicate: TWICE,
      drop: LOST,
      reorder: chance.oneIn(2),
      seed: chance.below(2 ** 31),
    });
    if (chance.oneIn(8)) {
      await program.sim('POST', 'tokens', { shop: shop.domain, expire: 'access' });
      expired += 1;
    }
    const victims = chance.pick<Role[]>([['all'], ['helper'], ['all', 'helper'], ['all', 'helper']]);
    const wanted = chance.pick(Object.keys(moments) as Moment[]);
    const starting = wanted === 'while it starts';
    if (!starting) await present('all').ready;
    const patience = moments[wanted] === null ? chance.below(starting ? 900 : 1_500) : 1_500;
    const strike = comes(wanted, 1 + chance.below(8), patience).then(async (moment) => {
      await Promise.all(victims.map((role) => present(role).kill()));
      for (const role of victims) start(role);
      const hit = moment ?? 'while it works';
      kills.set(hit, (kills.get(hit) ?? 0) + victims.length);
      killed += victims.length;
    });
    await Promise.all([strike, trade.happen(THINGS), spending.spend(3)]);
    // What found nobody comes again with the clock, which moves while the next strike falls.
    const seconds = 30 + chance.below(200);
    clock = clock.then(() => program.sim('POST', 'clock', { advance: `PT${seconds}S` }));
  }
  await Promise.all([present('all').ready, present('helper').ready, clock]);
  // oxlint-disable-next-line no-console -- how the kills were spread
  console.log(`${caused()} webhooks; killed ${[...kills].map(([moment, n]) => `${n} times ${moment}`).join(', ')}`);

  // What the dead had begun is taken over, and what found nobody comes again.
  await program.sim('POST', 'deliveries', {});
  await expect.poll(async () => (await jobs()).running).toBe(0);
  await program.advance('PT5H');
  expect(await expectNothingAcknowledgedIsMissing(program.databaseUrl, shop)).toBeGreaterThan(WEBHOOKS / 2);

  // Off for longer than the return window, and back.
  expect(await Promise.all([present('all').stop(), present('helper').stop()])).toEqual([0, 0]);
  await program.sim('POST', 'clock', { advance: 'P16D' });
  start('all');
  await present('all').ready;
  // The comparison with Shopify finds what no webhook told.
  await program.advance('P2D');

  expect(await jobs()).toEqual({ ...quiet, running: 0, parked: 0, dead: 0 });
  // Points and codes: both or neither, for each of them.
  expect(spending.codes()).toBeGreaterThan(20);
  await expectExactBalances(program, store, shop, spending.held());
  // A refresh token is used once for each access that ended, however often its answer was lost.
  const used = [...(shop.install?.refreshTokens.values() ?? [])].filter(({ usedAt }) => usedAt !== null);
  expect(used.length).toBeLessThanOrEqual(expired);
});
