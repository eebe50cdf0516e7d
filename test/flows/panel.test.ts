/** What the panel in the store is answered: everything of this shopper, nothing of another, and nothing that the ledger does not know. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PanelAnswer } from '../../web/loyalty/panel/api-types.ts';
import { digits, ledgerDifferences } from '../support/points-book.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const programme = {
  earn: { bonuses: { orderGoals: [{ id: 'three', orders: 3, points: 50, repeat: true }] } },
  spend: {
    rewards: [
      { id: 'five', kind: 'fixed', points: 100, amount: '5' },
      { id: 'ten', kind: 'fixed', points: 500, amount: '10' },
      { id: 'gone', kind: 'fixed', points: 5, amount: '1', enabled: false },
    ],
  },
  tiers: { on: true, levels: [{ id: 'gold', name: { en: 'Gold', vi: 'Vàng' }, from: '400' }] },
};

async function asked(store: TestStore, customer: string | undefined, query = ''): Promise<PanelAnswer> {
  const answer = await store.proxy(`/panel${query}`, customer, { method: 'GET' });
  expect(answer.status).toBe(200);
  return JSON.parse(String(answer.body)) as PanelAnswer;
}
const give = (store: TestStore, customer: string, points: number) =>
  store.admin('POST', `/api/customers/${digits(customer)}/adjust`, {
    points,
    reason: 'Hello',
    key: crypto.randomUUID(),
  });

test('one answer holds the balance, the tier, what can be had, what was had, dates and history, in the language of the page', async () => {
  const store = await world.shop({ programme: programme as never });
  const [customer, other] = [await store.customer(), await store.customer()];
  await store.buy(customer, '160.00');
  await give(store, customer, 120);
  await give(store, other, 7);
  await world.settle();
  const before = await asked(store, customer, '?language=vi');
  expect(before).toMatchObject({
    customer: digits(customer),
    available: 120,
    balance: { number: '120', name: 'điểm', pending: 'Đang chờ: 160 điểm.', debt: '' },
    text: { tier: '', 'to-next': 'Còn 240 điểm nữa để lên Vàng', codes: '', friends: '' },
    reached: 40,
    rewards: { five: { state: 'ready', missing: 0 }, ten: { state: 'short', missing: 380 } },
    ways: { three: '1/3' },
    link: null,
    codes: [],
    parts: ['birthday', 'no-codes'],
  });
  expect(Object.keys(before.rewards)).toEqual(['five', 'ten']);
  const { body: redeemed } = await store.proxy('/redeem', customer, {
    method: 'POST',
    body: { reward: 'five', key: 'first' },
  });
  const after = await asked(store, customer, '?language=en');
  expect(after.rev).toBeGreaterThan(before.rev);
  expect(after).toMatchObject({
    available: 20,
    balance: { number: '20', name: 'points', pending: '160 points are on their way.' },
    rewards: { five: { state: 'short', missing: 80 } },
    codes: [{ title: '$5.00 off', code: (JSON.parse(String(redeemed)) as { code: string }).code }],
    lots: [{ text: '20 points' }, { text: '160 points from order #1001' }],
    history: [{ points: '\u2212100' }, {}, {}],
    parts: ['birthday'],
  });
  const others = await asked(store, other);
  expect(others).toMatchObject({ customer: digits(other), available: 7, codes: [], history: [{ points: '+7' }] });
});

test('nobody logged in, or a programme that is off, is answered nothing', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await world.settle();
  expect(await asked(store, undefined)).toEqual({ customer: null });
  await store.programme({ status: 'off' });
  expect(await asked(store, customer)).toEqual({ customer: null });
});

test('an order that the ledger has not decided about is being counted; whatever else stands in its place is not', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  const known = await store.buy(customer, '20.00');
  await world.settle();
  await world.sim('POST', 'deliveries', { shop: store.domain, hold: true });
  const newest = await store.buy(customer, '30.00');
  const isCounting = async (order: string) =>
    (await asked(store, customer, `?order=${encodeURIComponent(order)}`)).parts.includes('counting');
  expect(await isCounting(digits(newest.id))).toBe(true);
  expect(await isCounting(digits(known.id))).toBe(false);
  for (const nonsense of ['', 'abc', '1 or 1=1', '9'.repeat(99)]) expect(await isCounting(nonsense)).toBe(false);
  await world.sim('POST', 'deliveries', { shop: store.domain, hold: false });
  await world.settle();
  expect(await isCounting(digits(newest.id))).toBe(false);
});
