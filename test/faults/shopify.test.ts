/** Shopify misbehaves, in every way and at every operation of the app. Once it behaves again, everything is right without a human. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultKind } from '../../simulator/control/faults.ts';
import { type TestStore, type TestWorld, startWorld } from '../support/world.ts';
import { expectExactBalances } from './support/exactly-right.ts';
import { readMetrics } from '../support/metrics.ts';

let world: TestWorld;
beforeAll(async () => {
  // Five tries of each call, or one that is not answered, would be waiting, most of the time.
  world = await startWorld({ patience: 0.1 });
});
afterAll(() => world.stop());

const shopOf = (store: TestStore) => {
  const shop = world.simulated.shops.get(store.domain);
  if (!shop) throw new Error(`there is no store ${store.domain}`);
  return shop;
};

/** Its points wait for nothing, so that every balance can be judged at once. */
const newStore = () => world.shop({ programme: { window: { days: 0 } } });

/** Lets a store do everything for which the app has to ask or tell Shopify something. */
async function trade(store: TestStore): Promise<void> {
  for (const customer of [await store.customer(), await store.customer()]) {
    const order = await store.buy(customer, '50.00');
    await world.sim('POST', 'customers/update', { customer, tags: ['regular'] });
    await world.sim('POST', 'orders/edit', { order: order.id, add: [{ title: 'More', price: '8.00' }] });
    await world.sim('POST', 'orders/refund', { order: order.id, amount: '10.00' });
  }
  await world.settle();
}

async function exactlyRight(store: TestStore): Promise<void> {
  await world.advance('PT12H');
  await expectExactBalances(world, store, shopOf(store));
}

/** How often each operation ended so since `before`. */
async function calls(before: Record<string, number> = {}): Promise<Record<string, number>> {
  const now = await readMetrics(world.appUrl, 'regulars_shopify_call_seconds_count');
  return Object.fromEntries(Object.entries(now).map(([labels, count]) => [labels, count - (before[labels] ?? 0)]));
}
/** Operations that ended so at least once. */
const ending = (outcome: string, counts: Record<string, number>) =>
  Object.entries(counts)
    .filter(([labels, count]) => count > 0 && labels.endsWith(`,${outcome}`))
    .map(([labels]) => labels.slice(0, labels.indexOf(',')));

const fault = (kind: FaultKind, more: Record<string, unknown> = {}) => world.sim('POST', 'faults', { kind, ...more });
const lift = () => world.sim('POST', 'faults', {});

/** Every fault of the Admin API, and what the app calls it in its metrics. */
const faults: [FaultKind, string][] = [
  ['5xx', 'outage'],
  ['429', 'outage'],
  ['throttled', 'throttled'],
  ['reset', 'outage'],
  ['half', 'outage'],
  ['garbage', 'outage'],
  ['unauthorized', 'unauthorized'],
];
/** They are asked only when others have been answered, or a day later: what they meet is tried for each alone. */
const whileInstalling = ['BulkQueriesSince', 'RunBulkQuery', 'BulkOperation'];
const whileComparing = ['Look', 'OrderTimes'];
const followers = new Set(['PointsMetafield', ...whileInstalling, ...whileComparing]);

test.each(faults)(
  'while every call is met by %s nothing is lost, and afterwards everything is done',
  async (kind, outcome) => {
    const before = await calls();
    const store = await newStore();
    await world.sim('POST', 'uninstall', { shop: store.domain });
    await world.settle();
    await fault(kind);
    // Opened again in the middle of it: everything about the store has to be read anew.
    await world.sim('POST', 'install', { shop: store.domain });
    await trade(store);
    await lift();
    await exactlyRight(store);
    const made = await calls(before);
    const unmet = ending('answered', made).filter(
      (name) => !followers.has(name) && !ending(outcome, made).includes(name),
    );
    expect(unmet).toEqual([]);
  },
);

test.each(faults)(
  'past orders are read, and lost webhooks found, although each question about them is met by %s',
  async (kind, outcome) => {
    const meets = async (operation: string, what: () => Promise<unknown>) => {
      const before = await calls();
      await fault(kind, { operation, count: 1 });
      await what();
      expect(ending(outcome, await calls(before))).toContain(operation);
    };
    for (const operation of whileInstalling) {
      await meets(operation, async () => {
        await world.shop();
        await world.advance('PT1H');
      });
    }
    const store = await newStore();
    const customer = await store.customer();
    await world.settle();
    for (const operation of whileComparing) {
      await world.sim('POST', 'deliveries', { shop: store.domain, drop: 1 });
      await store.buy(customer, '10.00');
      await world.sim('POST', 'deliveries', { shop: store.domain });
      await meets(operation, () => world.advance('P1D'));
    }
    await lift();
    await exactlyRight(store);
  },
);

test('a conflict about a balance is settled although the question about it is met by every fault', async () => {
  const store = await newStore();
  const customer = await store.customer();
  await store.buy(customer, '10.00');
  await world.settle();
  for (const [kind, outcome] of faults) {
    const before = await calls();
    const points = [...(shopOf(store).metafields.get(customer)?.values() ?? [])].find(({ key }) => key === 'points');
    if (!points) throw new Error('there is no balance');
    Object.assign(points, { value: '{"available":999}', compareDigest: `somebody else, ${kind}` });
    await fault(kind, { operation: 'PointsMetafield', count: 1 });
    await store.buy(customer, '10.00');
    await world.settle();
    expect([kind, ...ending(outcome, await calls(before))]).toContain('PointsMetafield');
  }
  await lift();
  await exactlyRight(store);
});

test('answers that never come are not waited for longer than Shopify would be given, and asked for again', async () => {
  const before = await calls();
  const store = await newStore();
  await fault('timeout', { count: 3 });
  await trade(store);
  expect(ending('outage', await calls(before))).not.toEqual([]);
  await exactlyRight(store);
});

test.each<FaultKind>(['5xx', '429', 'reset', 'half', 'garbage', 'unauthorized'])(
  'an access that ends while its renewal is met by %s is renewed afterwards, once',
  async (kind) => {
    const store = await newStore();
    const customer = await store.customer();
    await world.settle();
    await fault(kind, { operation: 'token' });
    await world.sim('POST', 'tokens', { shop: store.domain, expire: 'access' });
    await store.buy(customer, '50.00');
    await world.settle();
    expect(await store.metafield(customer)).toBeNull();
    expect(await store.balance(customer)).toMatchObject({ available: 50 });
    await lift();
    await exactlyRight(store);
    const used = [...(shopOf(store).install?.refreshTokens.values() ?? [])].filter(({ usedAt }) => usedAt !== null);
    expect(used).toHaveLength(1);
  },
);

test('when the refresh token has died, too, the merchant opens the app, and the work that waited is done', async () => {
  const store = await newStore();
  await world.sim('POST', 'tokens', { shop: store.domain, expire: 'refresh' });
  await trade(store);
  expect(await readMetrics(world.appUrl, 'regulars_installations')).toMatchObject({ needs_reopen: 1 });
  expect((await store.adminAnswer('GET', '/api/programme')).status).toBe(200);
  await world.settle();
  expect((await readMetrics(world.appUrl, 'regulars_installations')).needs_reopen ?? 0).toBe(0);
  await exactlyRight(store);
});

test('a store that removes the app while work waits is left alone, and is whole when it comes back', async () => {
  const store = await newStore();
  await fault('reset');
  await trade(store);
  await world.sim('POST', 'uninstall', { shop: store.domain });
  await world.settle();
  await lift();
  const before = await calls();
  await world.advance('P1D');
  expect(ending('unauthorized', await calls(before))).toEqual([]);
  expect((await readMetrics(world.appUrl, 'regulars_jobs')).parked).toBe(0);
  await world.sim('POST', 'install', { shop: store.domain });
  await exactlyRight(store);
});
