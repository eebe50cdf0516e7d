/**
 * Points that lapse, one lot after the other, and points that nobody has any more: cases 16, 39, 40, 46, 47, 51–55, 77 and 84 of the test
 * book, in the order of the days of one store in Hồ Chí Minh City. Complaints 5 and 12: every lot shows its last day, and no refund takes
 * what has lapsed already.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb } from '../../db/open.ts';
import type { CustomerDetail } from '../../web/loyalty/points/api-types.ts';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { codeOf, give, issued, redeem, rewardsOf } from '../support/rewards.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let store: TestStore;
let other: TestStore;
beforeAll(async () => {
  // Ten in the morning there.
  world = await startWorld({ startAt: '2026-01-05T03:00:00Z' });
  const slider = { kind: 'slider', id: 'any', points: 100, amount: '5', min: 10, max: 10_000, step: 1 };
  const common = { window: { days: 1 }, spend: { rewards: rewardsOf(slider) } };
  const timeZone = 'Asia/Ho_Chi_Minh';
  store = await world.shop({ timeZone, programme: { ...common, expiry: { months: 1, remindDays: 7 } } });
  other = await world.shop({ timeZone, programme: { ...common, negative: 'clamp' } });
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const holds = (customer: string, at = store) => holding(world, at, customer);
const refund = (order: { id: string; lines: { id: string }[] }, line = 0) =>
  world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[line]?.id, quantity: 1 }] });
const expired = async (customer: string) =>
  (await store.ledger(customer))
    .filter(({ kind }) => kind === 'expired')
    .map(({ at, postings }) => `${postings.find(({ account }) => account === 'expired')?.points ?? 0} on ${at}`);

/** Points of another programme, with the last day that was promised. */
async function bring(customer: string, lots: Record<string, number>) {
  const rows = Object.entries(lots).map(([day, points]) => `${digits(customer)},${points},${day}`);
  const text = ['customer id,points,expires', ...rows].join('\n');
  const file = { name: `${digits(customer)}.csv`, text };
  const { id, good, points } = await store.admin<{ id: string; good: number; points: number }>(
    'POST',
    '/api/balances/imports',
    file,
  );
  await store.admin('POST', `/api/balances/imports/${id}/start`, { good, points });
  await world.settle();
}

test('16: a lot is good until the end of its last day in the store’s time zone; what is pending stays', async () => {
  const customer = await store.customer();
  await give(store, customer, 200);
  expect(await holds(customer)).toEqual({ P: 0, A: 200, D: 0, lots: ['available 200@2026-02-05'] });
  await world.advanceTo('2026-02-05T16:59:59Z');
  await store.buy(customer, '50.00');
  expect(await holds(customer)).toMatchObject({ P: 50, A: 200 });
  const me = await store.proxy('/me', customer);
  expect(JSON.parse(String(me.body))).toMatchObject({ nextExpiry: { points: 200, at: '2026-02-05' } });
  await world.advanceTo('2026-02-05T17:00:00Z');
  expect(await holds(customer)).toEqual({ P: 50, A: 0, D: 0, lots: ['pending 50@2026-03-06'] });
  expect(await expired(customer)).toEqual(['200 on 2026-02-05T16:59:59.999Z']);
});

test('39, 40, 52, 84: what comes back keeps its days, or has thirty more; each lot is closed once', async () => {
  const customer = await store.customer();
  await world.settle();
  await bring(customer, { '2026-02-20': 100, '2026-03-10': 200 });
  const code = await codeOf(store, customer, 'any', 150);
  expect(await holds(customer)).toMatchObject({ A: 150, lots: ['available 150@2026-03-10'] });
  const lines = ['20.00', '20.00'].map((price) => ({ title: 'Thing', price, quantity: 1 }));
  const order = await store.order({ customer, lines, discountCodes: [code] });
  await refund(order);
  expect(await holds(customer)).toMatchObject({
    A: 225,
    lots: ['available 25@2026-02-20', 'available 200@2026-03-10', 'pending 16@2026-03-07'],
  });

  const owing = await store.customer();
  const taken = await store.buy(owing, '80.00');
  await give(store, owing, 200);
  await world.advanceTo('2026-02-08T03:00:00Z');
  await redeem(store, owing, 'any', { points: 200 });
  await redeem(store, owing, 'any', { points: 80 });
  await world.sim('POST', 'orders/cancel', { order: taken.id });
  expect(await holds(owing)).toMatchObject({ P: 0, A: 0, D: 80 });
  const unused = (await issued(store)).find((one) => one.customer?.id === digits(owing) && one.points === 200);
  await store.admin('POST', `/api/rewards/${unused?.id}/return`, { key: 'back' });

  await world.advanceTo('2026-03-02T03:00:00Z');
  expect(await holds(owing)).toMatchObject({ P: 0, A: 120, D: 0 });
  expect(await expired(customer)).toEqual(['25 on 2026-02-20T16:59:59.999Z']);
  await refund(order, 1);
  // The points of the order itself go back last.
  expect(await holds(customer)).toMatchObject({
    A: 275,
    D: 0,
    lots: ['available 200@2026-03-10', 'available 75@2026-04-01'],
  });
});

test('46, 53, 77: what has lapsed is not taken a second time', async () => {
  const customer = await store.customer();
  const order = await store.buy(customer, '100.00');
  await world.settle();
  await world.advanceTo('2026-03-04T03:00:00Z');
  await redeem(store, customer, 'any', { points: 60 });
  expect(await holds(customer)).toMatchObject({ A: 40, lots: ['available 40@2026-04-03'] });
  await world.advanceTo('2026-04-04T03:00:00Z');
  expect(await holds(customer)).toMatchObject({ A: 0, D: 0, lots: [] });
  expect(await expired(customer)).toEqual(['40 on 2026-04-03T16:59:59.999Z']);
  await refund(order);
  expect(await holds(customer)).toMatchObject({ A: 0, D: 60 });
});

test('47: a shop without debt writes off what nobody has any more', async () => {
  const customer = await other.customer();
  const order = await other.buy(customer, '100.00');
  await world.settle();
  await world.advance('P1D');
  await give(other, customer, -80);
  await refund(order);
  expect(await holds(customer, other)).toMatchObject({ P: 0, A: 0, D: 0 });
  const reversal = (await other.ledger(customer)).at(-1);
  expect(reversal?.kind).toBe('reversed');
  expect(reversal?.postings.map(({ account, points }) => `${account} ${points}`).sort()).toEqual([
    'available -20',
    'reversed 100',
    'written_off -80',
  ]);
});

test('55: expiry switched on later gives a full period; a day that was told is kept, unless nothing lapses any more', async () => {
  const customer = await other.customer();
  await give(other, customer, 500);
  const change = async (expiry: { months: number; remindDays: number } | null) => {
    await other.programme({ expiry });
    await world.settle();
  };
  const lots = async () => (await holds(customer, other)).lots;
  expect(await lots()).toEqual(['available 500']);
  await change({ months: 12, remindDays: 30 });
  expect(await lots()).toEqual(['available 500@2027-04-05']);
  await change({ months: 6, remindDays: 30 });
  await other.buy(customer, '20.00');
  await world.settle();
  await world.advance('P1D');
  expect(await lots()).toEqual(['available 500@2027-04-05', 'available 20@2026-10-06']);
  await change(null);
  expect(await lots()).toEqual(['available 500', 'available 20']);
  await change({ months: 3, remindDays: 30 });
  expect(await lots()).toEqual(['available 500@2026-07-06', 'available 20@2026-07-06']);
});

test('in the morning some days before, the customer is told once of each day on which points lapse', async () => {
  const db = openDb(world.databaseUrl);
  try {
    const customer = await store.customer();
    await give(store, customer, 30);
    await give(store, customer, 12);
    const { lots } = await store.admin<CustomerDetail>('GET', `/api/customers/${digits(customer)}`);
    expect(lots.map(({ expiresAt }) => expiresAt)).toEqual(['2026-05-06T16:59:59.999Z', '2026-05-06T16:59:59.999Z']);
    const reminded = async () => {
      const rows = db.read
        .selectFrom('points_lots')
        .select('reminded')
        .where('expires_at', '=', Date.parse(lots[0]?.expiresAt ?? ''));
      return (await rows.execute()).map((row) => row.reminded);
    };
    await world.advanceTo('2026-04-29T01:59:59Z');
    expect(await reminded()).toEqual([0, 0]);
    await world.advanceTo('2026-04-29T02:00:00Z');
    expect(await reminded()).toEqual([1, 1]);
  } finally {
    await db.close();
  }
});
