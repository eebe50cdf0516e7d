/** Customers rise and fall between tiers: cases 61–64 and 80 of the test book, and what else moves them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CustomerDetail } from '../../web/loyalty/points/api-types.ts';
import type { MemberTier, TiersOverview } from '../../web/loyalty/tiers/api-types.ts';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const level = (id: string, from: string, entryPoints = 0, multiplier = '1') => ({
  id,
  name: { en: id, vi: id },
  from,
  entryPoints,
  multiplier,
  perks: { en: '', vi: '' },
  color: null,
});
const SILVER_AND_GOLD = [level('silver', '500', 50), level('gold', '1000', 150)];

async function storeWith(tiers: Record<string, unknown>, programme: Record<string, unknown> = {}): Promise<TestStore> {
  return world.shop({ programme: { window: { days: 0 }, ...programme, tiers: { on: true, ...tiers } } });
}

/** Who has which tier, as the merchant sees it. */
async function tiersOf(store: TestStore): Promise<{ members: Record<string, number>; changes: string[] }> {
  await world.settle();
  const { levels, changes } = await store.admin<TiersOverview>('GET', '/api/tiers');
  return {
    members: Object.fromEntries(levels.map(({ id, members }) => [id, members])),
    changes: changes.map(({ from, to, cause }) => `${from} → ${to}: ${cause}`).toReversed(),
  };
}
const refund = (order: { id: string; lines: { id: string }[] }, line = 0) =>
  world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[line]?.id, quantity: 1 }] });
const available = (points: number, ...lots: number[]) => ({
  P: 0,
  A: points,
  D: 0,
  lots: lots.map((lot) => `available ${lot}`),
});

test('63, and time: what expires or is spent does not move the tier; time does after the days of grace, at the moment that was told', async () => {
  const short = { period: 'rolling', months: 1, graceDays: 3, levels: SILVER_AND_GOLD };
  const [store, other] = [
    await storeWith(short),
    await storeWith(
      { levels: [level('gold', '1000')] },
      {
        expiry: { months: 1, remindDays: 1 },
        spend: { rewards: [{ id: 'big', kind: 'fixed', points: 700, amount: '35.00' }] },
      },
    ),
  ];
  const [customer, spender] = [await store.customer(), await other.customer()];
  const first = await store.buy(customer, '600.00');
  await other.buy(spender, '100.00');
  expect(await tiersOf(store)).toMatchObject({ members: { silver: 1 } });
  await world.advance('P20D');
  await other.buy(spender, '900.00');
  expect(await tiersOf(other)).toMatchObject({ members: { gold: 1 } });
  await world.advance('P16D');
  expect(await other.proxy('/redeem', spender, { method: 'POST', body: { reward: 'big', key: 'k' } })).toMatchObject({
    status: 200,
  });
  expect(await holding(world, other, spender)).toMatchObject({ P: 0, A: 200, D: 0 });
  expect(await tiersOf(other)).toEqual({ members: { gold: 1 }, changes: ['null → gold: reached'] });

  expect(await tiersOf(store)).toEqual({
    members: { silver: 0, gold: 0 },
    changes: ['null → silver: reached', 'silver → null: time'],
  });
  const { changes } = await store.admin<TiersOverview>('GET', '/api/tiers');
  // Kept to the end of that day a month later, and three days more.
  const bought = new Date(changes[1]?.since ?? '');
  const lost = new Date(Date.UTC(bought.getUTCFullYear(), bought.getUTCMonth() + 1, bought.getUTCDate() + 4));
  expect(changes[0]).toMatchObject({ since: lost.toISOString(), at: lost.toISOString() });
  // Time takes no reward back, a refund does.
  expect(await holding(world, store, customer)).toEqual(available(650, 600, 50));
  await refund(first);
  expect(await holding(world, store, customer)).toEqual(available(0));
});

test('80, 61, 62: a leap pays the reached tier; a refund moves down at once and takes the reward back; what lifts again pays it again', async () => {
  const store = await storeWith({ levels: SILVER_AND_GOLD });
  const customer = await store.customer({ firstName: 'Ann' });
  const standing = async () => {
    const { tier, nextTier } = await store.admin<CustomerDetail>('GET', `/api/customers/${digits(customer)}`);
    return [tier?.id, nextTier?.id, nextTier?.missing];
  };
  const order = await store.order({
    customer,
    lines: [
      { title: 'Coat', price: '940.00', quantity: 1 },
      { title: 'Scarf', price: '100.00', quantity: 1 },
    ],
  });
  expect(await holding(world, store, customer)).toEqual(available(1190, 1040, 150));
  expect(await tiersOf(store)).toEqual({ members: { silver: 0, gold: 1 }, changes: ['null → gold: reached'] });
  await refund(order, 1);
  expect(await holding(world, store, customer)).toEqual(available(940, 940));
  expect(await tiersOf(store)).toMatchObject({ members: { silver: 1, gold: 0 } });
  // 940 count of the 1,000.
  expect(await standing()).toEqual(['silver', 'gold', '60']);
  await store.buy(customer, '80.00');
  expect(await holding(world, store, customer)).toEqual(available(1170, 940, 80, 150));
  expect(await standing()).toEqual(['gold', undefined, undefined]);
  expect(await tiersOf(store)).toEqual({
    members: { silver: 0, gold: 1 },
    changes: ['null → gold: reached', 'gold → silver: refund', 'silver → gold: reached'],
  });
  const { changes } = await store.admin<TiersOverview>('GET', '/api/tiers');
  expect(changes[0]?.customer).toEqual({ id: digits(customer), name: 'Ann' });
});

test('the entry reward waits as long as the order that reached the tier can be returned', async () => {
  const store = await storeWith({ levels: SILVER_AND_GOLD }, { window: { days: 14 } });
  const customer = await store.customer();
  await store.buy(customer, '600.00');
  expect(await holding(world, store, customer)).toMatchObject({ P: 650, A: 0, lots: ['pending 600', 'pending 50'] });
  const spent = await store.customer();
  const order = await store.buy(spent, '500.00');
  await world.settle();
  await refund(order);
  expect(await holding(world, store, spent)).toMatchObject({ P: 0, A: 0 });
  await world.advance('P14D');
  expect(await holding(world, store, customer)).toMatchObject({ P: 0, A: 650 });
});

test('64: an order keeps the multiplier of the tier that its customer had', async () => {
  const store = await storeWith({ levels: [level('vip', '250', 0, '2')] });
  const customer = await store.customer();
  const first = await store.buy(customer, '250.00');
  await world.settle();
  await world.advance('PT1H');
  const second = await store.order({
    customer,
    lines: [
      { title: 'Cup', price: '50.00', quantity: 1 },
      { title: 'Plate', price: '50.00', quantity: 1 },
    ],
  });
  expect(await holding(world, store, customer)).toMatchObject({ A: 450 });
  await refund(first);
  expect(await holding(world, store, customer)).toEqual(available(200, 200));
  expect(await tiersOf(store)).toMatchObject({ members: { vip: 0 } });
  await refund(second, 1);
  expect(await holding(world, store, customer)).toEqual(available(100, 100));
});

// complaint 19
test('when the basis is changed nobody loses the tier, past orders place everybody, and nobody is paid for that', async () => {
  const store = await storeWith({ on: false, levels: SILVER_AND_GOLD });
  const [ann, bea, cleo] = [await store.customer(), await store.customer(), await store.customer()];
  await store.buy(ann, '1000.00');
  await store.buy(bea, '600.00');
  await world.settle();
  expect(await tiersOf(store)).toEqual({ members: { silver: 0, gold: 0 }, changes: [] });
  await world.advance('PT1H');
  await store.programme({ tiers: { on: true } });
  expect(await tiersOf(store)).toMatchObject({ members: { silver: 1, gold: 1 } });
  expect(await holding(world, store, ann)).toMatchObject({ A: 1000 });
  await world.advance('PT1H');
  await store.programme({ tiers: { basis: 'orders', levels: [level('silver', '2', 50), level('gold', '5', 150)] } });
  expect(await tiersOf(store)).toMatchObject({ members: { silver: 1, gold: 1 } });
  for (const price of ['1.00', '2.00']) await store.buy(cleo, price);
  expect(await tiersOf(store)).toMatchObject({ members: { silver: 2, gold: 1 } });
  expect(await holding(world, store, cleo)).toMatchObject({ A: 53 });
  expect((await store.admin<TiersOverview>('GET', '/api/tiers')).recount).toBeNull();
});

test('spending counts what the goods cost and were not given back, without tax, shipping and gift cards', async () => {
  const store = await storeWith({ basis: 'spend', levels: [level('silver', '108.00'), level('gold', '200.00')] });
  const customer = await store.customer();
  const order = await store.order({
    customer,
    lines: [
      { title: 'Cup', price: '60.00', quantity: 1 },
      { title: 'Plate', price: '49.50', quantity: 1 },
      { title: 'Card', price: '500.00', quantity: 1, giftCard: true },
    ],
    orderDiscount: '10.00',
    tax: '20.00',
    shipping: '50.00',
  });
  // 109.50 less their part of the discount is 107.70.
  expect(await tiersOf(store)).toMatchObject({ members: { silver: 0, gold: 0 } });
  await store.buy(customer, '101.00');
  expect(await tiersOf(store)).toMatchObject({ members: { gold: 1 } });
  await refund(order, 1);
  expect(await tiersOf(store)).toMatchObject({ members: { silver: 1, gold: 0 } });
  await world.sim('POST', 'orders/cancel', { order: order.id });
  expect((await tiersOf(store)).changes.slice(1)).toEqual(['gold → silver: refund', 'silver → null: refund']);
});

test('two customers who become one have what both bought, and are paid for a tier once', async () => {
  for (const basis of ['points', 'spend'] as const) {
    const store = await storeWith({ basis, levels: SILVER_AND_GOLD });
    const [kept, removed] = [await store.customer(), await store.customer()];
    await store.buy(kept, '500.00');
    await store.buy(removed, '500.00');
    expect(await tiersOf(store)).toMatchObject({ members: { silver: 2, gold: 0 } });
    await world.sim('POST', 'customers/merge', { keep: kept, remove: removed });
    expect(await tiersOf(store)).toMatchObject({ members: { silver: 0, gold: 1 } });
    // 500 and 500, Silver and Gold: by one person's hand, one order after the other.
    expect(await holding(world, store, kept)).toMatchObject({ A: 1200 });
  }
});

test('the staff can give a tier with a reason and take it again; whoever is excluded by a tag has none', async () => {
  const store = await storeWith({ levels: SILVER_AND_GOLD }, { exclude: { customerTags: ['staff'] } });
  const customer = await store.customer();
  await world.settle();
  const assign = (body: object) => store.adminAnswer('POST', `/api/customers/${digits(customer)}/tier`, body);
  expect(await assign({ tier: 'diamond', reason: 'friend' })).toMatchObject({ status: 422 });
  expect(await assign({ tier: 'gold', reason: '' })).toMatchObject({ status: 422 });
  expect(await assign({ tier: 'gold', until: '2020-01-01', reason: 'friend' })).toMatchObject({ status: 422 });
  const { status, body } = await assign({ tier: 'gold', until: '2099-12-31', reason: 'A friend of the house' });
  expect(status).toBe(200);
  expect(body as MemberTier).toMatchObject({
    tier: { id: 'gold' },
    keptUntil: '2099-12-31',
    toKeep: '1000',
    next: null,
  });
  expect((await store.admin<TiersOverview>('GET', '/api/tiers')).changes).toMatchObject([
    { to: 'gold', cause: 'staff', reason: 'A friend of the house' },
  ]);
  expect(await assign({ tier: null, reason: 'No friend any more' })).toMatchObject({ body: { tier: null } });
  expect(await holding(world, store, customer)).toMatchObject({ A: 0 });
  const colleague = await store.customer({ tags: ['Staff'] });
  await store.buy(colleague, '2000.00');
  expect(await tiersOf(store)).toMatchObject({ members: { silver: 0, gold: 0 } });
});

test('an erased customer has no tier any more, and late news brings none back', async () => {
  const store = await storeWith({ basis: 'orders', levels: [level('silver', '1')] });
  const customer = await store.customer();
  const order = await store.buy(customer, '10.00');
  expect(await tiersOf(store)).toMatchObject({ members: { silver: 1 } });
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer });
  expect(await tiersOf(store)).toEqual({ members: { silver: 0 }, changes: [] });
  await world.sim('POST', 'orders/cancel', { order: order.id });
  expect(await tiersOf(store)).toEqual({ members: { silver: 0 }, changes: [] });
});
