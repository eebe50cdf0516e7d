/**
 * "Points gone, no discount" (complaint 12 of the market, and its opposite): whatever ends, or is lost, between the points and the reward, both
 * are there or neither is.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultKind } from '../../simulator/control/faults.ts';
import { type App, buildApp } from '../../web/app.ts';
import { readConfig } from '../../web/config.ts';
import { redeem as redeemIn } from '../../web/loyalty/rewards/redeem.ts';
import type { CustomerId } from '../../web/platform/kit/ids.ts';
import type { Services } from '../../web/platform/manifest.ts';
import { installationOfDomain } from '../../web/platform/shopify/find-installation.ts';
import { digits, ledgerDifferences } from '../support/points-book.ts';
import { holder, issued, redeem, rewardsOf, shopOf } from '../support/rewards.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let store: TestStore;
/** The same program on the same database; it only does what a test has it do. */
let second: App;
beforeAll(async () => {
  // Pauses cost little, and Shopify still has a second for each answer.
  world = await startWorld({ patience: 0.05 });
  store = await world.shop({
    programme: {
      spend: {
        rewards: rewardsOf(
          { kind: 'fixed', id: 'code', points: 200, amount: '20' },
          { kind: 'freeShipping', id: 'shipping', points: 200 },
          { kind: 'giftCard', id: 'card', points: 200, amount: '20' },
          { kind: 'storeCredit', id: 'credit', points: 200, amount: '20', validDays: 30 },
        ),
      },
    },
  });
  const { scopes = [] } = shopOf(world, store).install ?? {};
  const optional = ['write_gift_cards', 'read_store_credit_accounts', 'write_store_credit_account_transactions'];
  await world.sim('POST', 'scopes', { shop: store.domain, scopes: [...scopes, ...optional] });
  await world.settle();
  second = await buildApp(readConfig(world.environment));
});
afterAll(async () => {
  await second.services.db.close();
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const kinds = ['code', 'shipping', 'card', 'credit'] as const;
type Kind = (typeof kinds)[number];
/** What makes each, by the operation's name. */
const making: Record<Kind, string> = {
  code: 'CreateCode',
  shipping: 'CreateFreeShippingCode',
  card: 'CreateGiftCard',
  credit: 'GiveStoreCredit',
};

/** How many of them Shopify has made for the customer. */
function made(kind: Kind, customer: string): number {
  const shop = shopOf(world, store);
  const id = digits(customer);
  if (kind === 'card') return [...shop.giftCards.values()].filter(({ customerId }) => customerId === id).length;
  if (kind === 'credit') return (shop.customers.get(id)?.storeCredit ?? 0) / 2_000;
  return [...shop.discounts.values()].filter(({ customerIds }) => customerIds?.includes(id)).length;
}

/** Both or neither, and nothing open. */
async function outcome(kind: Kind, customer: string): Promise<'reward' | 'points'> {
  const { available } = await store.balance(customer);
  const rows = (await issued(store)).filter((row) => row.customer?.id === digits(customer));
  const seen = { available, made: made(kind, customer), states: rows.map(({ state }) => state) };
  if (seen.made === 1) {
    expect(seen).toEqual({ available: 300, made: 1, states: ['issued'] });
    return 'reward';
  }
  expect(seen).toEqual({ available: 500, made: 0, states: rows.length === 0 ? [] : ['refused'] });
  return 'points';
}

const fault = (kind: FaultKind, more: Record<string, unknown> = {}) => world.sim('POST', 'faults', { kind, ...more });
const lift = () => world.sim('POST', 'faults', {});

test.each<FaultKind>(['5xx', '429', 'throttled', 'reset', 'half', 'garbage', 'unauthorized'])(
  'a reward whose making is met by %s is made once all the same, of whichever kind',
  async (wrong) => {
    const asked: { kind: Kind; customer: string; key: string; id: string }[] = [];
    for (const kind of kinds) {
      const customer = await holder(store, 500);
      await fault(wrong, { operation: making[kind], count: 1 });
      const key = crypto.randomUUID();
      const { status, id } = await redeem(store, customer, kind, { key });
      expect([200, 202]).toContain(status);
      asked.push({ kind, customer, key, id });
    }
    await lift();
    // Whoever waits for credit waits until no earlier try can be under way.
    await world.advance('PT11M');
    for (const { kind, customer, key, id } of asked) {
      expect(await outcome(kind, customer)).toBe('reward');
      const later = await redeem(store, customer, kind, { key });
      expect(later).toMatchObject({ status: 200, id });
      expect(later.code === null).toBe(kind === 'credit');
    }
  },
);

test.each([
  'after the points were taken',
  'before Shopify is asked',
  'after Shopify has made it',
  'before its answer is stored',
  'after its answer was stored',
] as const)('a program that ends %s leaves the reward to the next', async (moment) => {
  const installation = await installationOfDomain(second.services.db.read, shopDomainOf(store.domain));
  if (!installation) throw new Error('not installed');
  const customers = new Map<Kind, string>();
  for (const kind of kinds) {
    const customer = await holder(store, 500);
    customers.set(kind, customer);
    const request = { customerId: digits(customer) as CustomerId, rewardId: kind, points: null, key: 'once' };
    const redeeming = redeemIn(ending(moment), async () => new Map(), installation.shopId, request);
    await expect(redeeming).rejects.toThrow(Ended);
  }
  await world.advance('PT11M');
  for (const [kind, customer] of customers) expect(await outcome(kind, customer)).toBe('reward');
});

const shopDomainOf = (domain: string) => domain as Parameters<typeof installationOfDomain>[1];

class Ended extends Error {}

/** Services of a program that ends there: what comes after does not happen. */
function ending(moment: string): Services {
  const { services } = second;
  const now = () => world.simulated.now();
  let over = false;
  let commits = 0;
  const end = () => {
    over = true;
    throw new Ended();
  };
  const alive = () => {
    if (over) throw new Ended();
  };
  const transaction: Services['db']['transaction'] = async (work, options) => {
    alive();
    commits += 1;
    if (moment === 'before its answer is stored' && commits === 2) end();
    const result = await services.db.transaction(work, options);
    if (moment === 'after the points were taken' && commits === 1) end();
    if (moment === 'after its answer was stored' && commits === 2) end();
    return result;
  };
  const graphql: Services['shopify']['graphql'] = async (...call) => {
    alive();
    if (moment === 'before Shopify is asked') end();
    const answer = await services.shopify.graphql(...call);
    if (moment === 'after Shopify has made it') end();
    return answer;
  };
  const { read } = services.db;
  return {
    ...services,
    clock: { now },
    db: {
      ...services.db,
      get read() {
        alive();
        return read;
      },
      transaction,
    },
    shopify: { ...services.shopify, graphql },
    addJob: (tx, ...jobs) => services.addJob(tx, ...jobs.map((job) => ({ runAt: now(), ...job }))),
  };
}

test('while Shopify makes nothing for hours the points come back, once it says that there is nothing', async () => {
  const customer = await holder(store, 500);
  await fault('5xx', { operation: making.code });
  expect((await redeem(store, customer, 'code')).status).toBe(202);
  await world.advance('PT5H');
  expect(await store.balance(customer)).toMatchObject({ available: 300 });
  await world.advance('PT3H');
  await lift();
  expect(await outcome('code', customer)).toBe('points');
});

test('a code is not given back before Shopify has ended it and counted its uses', async () => {
  for (const operation of ['DeactivateCode', 'CodeUsage']) {
    const customer = await holder(store, 500);
    const ids = [(await redeem(store, customer, 'code')).id, (await redeem(store, customer, 'shipping')).id];
    await fault('half', { operation });
    await store.admin('POST', '/api/rewards/return', { ids, key: crypto.randomUUID() });
    await world.advance('PT2M');
    expect(await store.balance(customer)).toMatchObject({ available: 100 });
    await lift();
    await world.advance('PT1H');
    expect(await store.balance(customer)).toMatchObject({ available: 500 });
  }
});

test('whose app is uninstalled before Shopify answers has the reward or the points when it is back', async () => {
  const customer = await holder(store, 500);
  await fault('half', { operation: making.code });
  await redeem(store, customer, 'code');
  await lift();
  await world.sim('POST', 'uninstall', { shop: store.domain });
  await world.settle();
  await world.advance('PT1H');
  await world.sim('POST', 'install', { shop: store.domain });
  await world.advance('PT1M');
  expect(await outcome('code', customer)).toBe('reward');
});
