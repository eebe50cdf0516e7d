/**
 * Lot by lot, with the days of the calendar: cases 16, 39, 40, 47, 50–55, 65, 73, 77, 78 and 84 of the test book, in the order of the days
 * on which they happen in stores in Hồ Chí Minh City (seven hours ahead). Between those days the app is off.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiabilityReport } from '../../web/loyalty/liability/api-types.ts';
import type { PastOrders } from '../../web/loyalty/points/api-types.ts';
import { type Holding, digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { codeOf, give, redeem, rewardsOf } from '../support/rewards.ts';
import type { PlacedOrder } from '../support/store.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  // 1 January, ten in the morning there.
  world = await startWorld({ startAt: '2026-01-01T03:00:00Z' });
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const MIDDAY = 'T05:00:00Z';
const rewards = rewardsOf({ kind: 'slider', id: 'any', points: 100, amount: '5', min: 10, max: 10_000, step: 1 });
/** Points of orders can be used at once, unless said otherwise. */
const storeWith = (programme: Record<string, unknown> = {}) =>
  world.shop({ timeZone: 'Asia/Ho_Chi_Minh', programme: { window: { days: 0 }, spend: { rewards }, ...programme } });
const lasting = (months: number) => ({ expiry: { months, remindDays: 7 } });

/** Points of another programme, by the last day that was promised; '' = none was. */
async function bring(store: TestStore, customer: string, lots: Record<string, number>) {
  await world.settle();
  const rows = Object.entries(lots).map(([day, points]) => `${digits(customer)},${points},${day}`);
  const file = { name: `${digits(customer)}.csv`, text: ['customer id,points,expires', ...rows].join('\n') };
  const path = '/api/balances/imports';
  const { id, ...checked } = await store.admin<{ id: string; good: number; points: number }>('POST', path, file);
  expect(checked.good).toBe(rows.length);
  await store.admin('POST', `${path}/${id}/start`, { good: checked.good, points: checked.points });
  await world.settle();
}
const available = (points: number, ...lots: string[]): Holding => ({
  P: 0,
  A: points,
  D: 0,
  lots: lots.map((lot) => `available ${lot}`),
});
const refund = (order: PlacedOrder, line = 0) =>
  world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[line]?.id, quantity: 1 }] });
const thing = (price: string) => ({ title: 'Thing', price, quantity: 1 });

/** Entries of one kind: their moment, and what they did to each account. */
async function entries(store: TestStore, customer: string, kind: string) {
  const found = (await store.ledger(customer)).filter((entry) => entry.kind === kind);
  return found.map(({ at, postings }) => {
    const moved = postings.filter(({ points }) => points !== 0).map(({ account, points }) => `${account} ${points}`);
    return [at, ...moved].join(', ');
  });
}
async function report(store: TestStore, from: string, to: string) {
  const { total } = await store.admin<LiabilityReport>('GET', `/api/report?from=${from}&to=${to}`);
  const { worth: _worth, ...columns } = total;
  return columns;
}

test('16: a lot is good until the end of its last day in the store’s time zone; what is pending stays', async () => {
  const store = await storeWith({ ...lasting(12), window: { days: 14 } });
  const customer = await store.customer();
  await bring(store, customer, { '2026-01-01': 200 });
  await store.buy(customer, '50.00');
  await world.advanceTo('2026-01-01T16:59:59Z');
  const pending = 'pending 50@2027-01-15';
  expect(await holding(world, store, customer)).toEqual({
    P: 50,
    A: 200,
    D: 0,
    lots: ['available 200@2026-01-01', pending],
  });
  const me = await store.proxy('/me', customer);
  expect(JSON.parse(String(me.body))).toMatchObject({ nextExpiry: { points: 200, at: '2026-01-01' } });
  await world.advanceTo('2026-01-01T17:00:00Z');
  expect(await holding(world, store, customer)).toEqual({ P: 50, A: 0, D: 0, lots: [pending] });
  expect(await entries(store, customer, 'expired')).toEqual(['2026-01-01T16:59:59.999Z, available -200, expired 200']);
});

test('47: a shop without debt writes off what nobody has any more', async () => {
  const store = await storeWith({ negative: 'clamp' });
  const customer = await store.customer();
  const order = await store.buy(customer, '100.00');
  await world.settle();
  await redeem(store, customer, 'any', { points: 80 });
  expect(await holding(world, store, customer)).toEqual(available(20, '20'));
  await refund(order);
  expect(await holding(world, store, customer)).toEqual(available(0));
  const [reversal] = await entries(store, customer, 'reversed');
  expect(reversal).toMatch(/Z, available -20, written_off -80, reversed 100$/);
  expect(await report(store, '2026-01-01', '2026-01-31')).toEqual({
    opening: 0,
    earned: 100,
    reversed: 20,
    redeemed: 80,
    reimbursed: 0,
    expired: 0,
    closing: 0,
  });
});

test('84: what comes back by a cancellation pays what is owed first', async () => {
  const store = await storeWith();
  const customer = await store.customer();
  const earned = await store.buy(customer, '80.00');
  await give(store, customer, 200);
  const discountCodes = [await codeOf(store, customer, 'any', 200)];
  const spent = await store.order({ customer, lines: [thing('50.00')], discountCodes, paid: false });
  await redeem(store, customer, 'any', { points: 80 });
  await world.sim('POST', 'orders/cancel', { order: earned.id });
  expect(await holding(world, store, customer)).toEqual({ P: 0, A: 0, D: 80, lots: [] });
  await world.sim('POST', 'orders/cancel', { order: spent.id });
  expect(await holding(world, store, customer)).toMatchObject({ P: 0, A: 120, D: 0 });
});

/** Of a store whose points are good for a month; its customers have an order of 31 January each, and spent 60 of its 100 points. */
let monthly: { store: TestStore; customers: { id: string; order: PlacedOrder }[] };

test('54: a month from 31 January ends with February', async () => {
  await world.offUntil(`2026-01-31${MIDDAY}`);
  const store = await storeWith(lasting(1));
  monthly = { store, customers: [] };
  for (const _each of ['swept', 'not swept']) {
    const id = await store.customer();
    const order = await store.buy(id, '100.00');
    expect(await holding(world, store, id)).toEqual(available(100, '100@2026-02-28'));
    await redeem(store, id, 'any', { points: 60 });
    expect(await holding(world, store, id)).toEqual(available(40, '40@2026-02-28'));
    monthly.customers.push({ id, order });
  }
});

/** Whose orders of 10 February were made with points that end on 31 March, one of them half returned on that day. */
let february: { store: TestStore; halfReturned: Bought; kept: Bought };
interface Bought {
  customer: string;
  order: PlacedOrder;
}

// complaint 16
test('39: of what was spent the newest-dated comes back first, with its own days', async () => {
  await world.offUntil(`2026-02-10${MIDDAY}`);
  const store = await storeWith({ ...lasting(12), window: { days: 14 } });
  const customer = await store.customer();
  await bring(store, customer, { '2026-03-31': 100, '2026-09-30': 200 });
  expect(await holding(world, store, customer)).toEqual(available(300, '100@2026-03-31', '200@2026-09-30'));
  const discountCodes = [await codeOf(store, customer, 'any', 150)];
  expect(await holding(world, store, customer)).toEqual(available(150, '150@2026-09-30'));
  const order = await store.order({ customer, lines: [thing('20.00'), thing('20.00')], discountCodes });
  await refund(order);
  expect(await holding(world, store, customer)).toEqual({
    P: 16,
    A: 225,
    D: 0,
    lots: ['available 25@2026-03-31', 'available 200@2026-09-30', 'pending 16@2027-02-24'],
  });

  const other = await store.customer();
  await bring(store, other, { '2026-03-31': 100 });
  const code = await codeOf(store, other, 'any', 100);
  const kept = await store.order({ customer: other, lines: [thing('100.00')], discountCodes: [code] });
  february = { store, halfReturned: { customer, order }, kept: { customer: other, order: kept } };
  expect(await holding(world, store, other)).toMatchObject({ A: 0, P: 95 });
});

// complaint 15
test('77: what has lapsed of an order is not taken a second time, whether or not it was swept', async () => {
  await world.offUntil(`2026-03-01${MIDDAY}`, { work: false });
  const { store, customers } = monthly;
  const [swept, unswept] = customers;
  if (!swept || !unswept) throw new Error('nobody has bought anything');
  for (const { id } of customers) {
    expect(await store.balance(id)).toEqual({ available: 0, pending: 0, debt: 0 });
    expect(await entries(store, id, 'expired')).toEqual([]);
  }
  await refund(unswept.order);
  await world.offUntil(`2026-03-02${MIDDAY}`);
  expect(await holding(world, store, unswept.id)).toEqual({ P: 0, A: 0, D: 60, lots: [] });
  await refund(swept.order);
  expect(await holding(world, store, swept.id)).toEqual({ P: 0, A: 0, D: 60, lots: [] });
  for (const { id } of customers)
    expect(await entries(store, id, 'expired')).toEqual(['2026-02-28T16:59:59.999Z, available -40, expired 40']);
});

test('40: what comes back after its last day is good for thirty more', async () => {
  await world.offUntil(`2026-04-10${MIDDAY}`);
  const { store, halfReturned, kept } = february;
  expect(await holding(world, store, kept.customer)).toMatchObject({ A: 95, P: 0 });
  await refund(kept.order);
  expect(await holding(world, store, kept.customer)).toEqual(available(100, '100@2026-05-10'));
  // Of the other order the other half, all of it from the lot that has lapsed meanwhile; its own 16 points go.
  expect(await holding(world, store, halfReturned.customer)).toMatchObject({ A: 216 });
  await refund(halfReturned.order, 1);
  expect(await holding(world, store, halfReturned.customer)).toEqual(available(275, '200@2026-09-30', '75@2026-05-10'));
  expect(await entries(store, halfReturned.customer, 'expired')).toEqual([
    '2026-03-31T16:59:59.999Z, available -25, expired 25',
  ]);
});

test('53: a lot from which something was spent lapses with what is left of it', async () => {
  const { store } = february;
  const customer = await store.customer();
  await bring(store, customer, { '2026-04-30': 100 });
  await redeem(store, customer, 'any', { points: 60 });
  expect(await holding(world, store, customer)).toEqual(available(40, '40@2026-04-30'));
  await world.offUntil(`2026-05-01${MIDDAY}`);
  expect(await holding(world, store, customer)).toEqual(available(0));
  expect(await entries(store, customer, 'expired')).toEqual(['2026-04-30T16:59:59.999Z, available -40, expired 40']);
});

// complaint 17
test('55: when points begin to lapse, old lots get a full period', async () => {
  const store = await storeWith();
  const customer = await store.customer();
  await store.buy(customer, '500.00', { at: '2024-11-15T05:00:00Z' });
  await world.settle();
  const path = '/api/programme/award-past-orders';
  await store.admin('POST', path, { since: '2024-11-01T00:00:00Z', key: 'act' });
  await world.settle();
  expect((await store.admin<PastOrders>('GET', path)).awards[0]).toMatchObject({ brought: { points: 500 } });
  expect(await holding(world, store, customer)).toEqual(available(500, '500'));
  await store.programme(lasting(12));
  expect(await holding(world, store, customer)).toEqual(available(500, '500@2027-05-01'));
});

/** Who has two lots with a last day and one without. */
let december: { store: TestStore; customer: string };

test('50: what lapses first is spent first, what never lapses last', async () => {
  const store = await storeWith();
  const customer = await store.customer();
  await bring(store, customer, { '2026-12-31': 50, '2026-06-30': 80, '': 30 });
  expect(await holding(world, store, customer)).toEqual(available(160, '50@2026-12-31', '80@2026-06-30', '30'));
  await redeem(store, customer, 'any', { points: 100 });
  expect(await holding(world, store, customer)).toEqual(available(60, '30@2026-12-31', '30'));
  expect(await entries(store, customer, 'redeemed')).toEqual([
    expect.stringMatching(/Z, available -80, available -20, redeemed 100$/),
  ]);
  december = { store, customer };
});

// complaint 18
test('65, 78: a merge moves lots with their days and keeps one welcome; later refunds follow the lot', async () => {
  await world.offUntil(`2026-05-31${MIDDAY}`);
  const store = await storeWith({ ...lasting(7), earn: { actions: { signUp: { points: 50 } } } });
  const [x, y] = [await store.customer({ account: true }), await store.customer({ account: true })];
  await bring(store, x, { '2026-06-30': 100 });
  expect(await holding(world, store, x)).toEqual(available(150, '50@2026-12-31', '100@2026-06-30'));
  const order = await store.buy(y, '200.00');
  expect((await holding(world, store, y)).lots.toSorted()).toEqual(
    ['200@2026-12-31', '50@2026-12-31'].map((lot) => `available ${lot}`),
  );
  await world.sim('POST', 'customers/merge', { keep: x, remove: y });
  const { lots, ...both } = await holding(world, store, x);
  expect(both).toEqual({ P: 0, A: 350, D: 0 });
  expect(lots.toSorted()).toEqual(
    ['100@2026-06-30', '200@2026-12-31', '50@2026-12-31'].map((lot) => `available ${lot}`),
  );
  await refund(order);
  expect(await holding(world, store, x)).toEqual(available(150, '50@2026-12-31', '100@2026-06-30'));
});

test('51: what has lapsed cannot be spent, though nobody has swept yet', async () => {
  const { store, customer } = december;
  await world.offUntil('2026-12-31T16:59:59Z', { work: false });
  expect(await store.balance(customer)).toEqual({ available: 60, pending: 0, debt: 0 });
  await world.advanceTo('2026-12-31T17:00:00Z');
  expect(await store.balance(customer)).toEqual({ available: 30, pending: 0, debt: 0 });
  const me = await store.proxy('/me', customer);
  expect(JSON.parse(String(me.body))).toMatchObject({ available: 30, lots: [{ points: 30, expiresAt: null }] });
  expect(await entries(store, customer, 'expired')).toEqual([]);
  expect(await redeem(store, customer, 'any', { points: 40 })).toMatchObject({ status: 409, reason: 'too_little' });
  expect(await store.balance(customer)).toMatchObject({ available: 30 });
});

test('52, 73: each lot is closed once, dated its last day, and the report of that month says so', async () => {
  const { store, customer } = december;
  await world.offUntil(`2027-01-03${MIDDAY}`);
  const lookAgain = async () => {
    expect(await holding(world, store, customer)).toEqual(available(30, '30'));
    expect(await entries(store, customer, 'expired')).toEqual([
      '2026-06-30T16:59:59.999Z',
      '2026-12-31T16:59:59.999Z, available -30, expired 30',
    ]);
  };
  await lookAgain();
  await world.advance('P1D');
  await lookAgain();
  expect(await report(store, '2026-12-01', '2026-12-31')).toEqual({
    opening: 60,
    earned: 0,
    reversed: 0,
    redeemed: 0,
    reimbursed: 0,
    expired: 30,
    closing: 30,
  });
});

test('54, in a leap year: a month from 31 January ends on the 29th', async () => {
  await world.offUntil(`2028-01-31${MIDDAY}`);
  const { store } = monthly;
  const customer = await store.customer();
  await give(store, customer, 100);
  expect(await holding(world, store, customer)).toEqual(available(100, '100@2028-02-29'));
});
