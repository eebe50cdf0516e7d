/** What the store owes in points, by month: cases 67, 72 and 79 of the test book. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiabilityReport } from '../../web/loyalty/liability/api-types.ts';
import type { TextFile } from '../../web/platform/kit/csv.ts';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { redeem, rewardsOf } from '../support/rewards.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ startAt: '2026-10-20T08:00:00Z' });
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const report = (store: TestStore, query: string) => store.admin<LiabilityReport>('GET', `/api/report?${query}`);
const columns = ({ opening, earned, reversed, redeemed, reimbursed, expired, closing }: LiabilityReport['total']) => [
  opening,
  earned,
  reversed,
  redeemed,
  reimbursed,
  expired,
  closing,
];

const adjust = (store: TestStore, customer: string, points: number) =>
  store.admin('POST', `/api/customers/${digits(customer)}/adjust`, {
    reason: 'By hand',
    points,
    key: crypto.randomUUID(),
  });

// complaint 22
test('72: opening + earned − reversed − redeemed + reimbursed − expired = closing, by month of the store, in points and money', async () => {
  const slider = { kind: 'slider', id: 'any', points: 100, amount: '5', min: 100, max: 10_000, step: 1 };
  const store = await world.shop({
    programme: {
      window: { days: 0 },
      worth: { points: 100, amount: '5.00' },
      spend: { rewards: rewardsOf(slider) },
    },
  });
  const [customer, forgetful] = [await store.customer(), await store.customer()];
  await adjust(store, customer, 9_600);
  const file = { name: 'old.csv', text: `customer id,points,expires\n${digits(forgetful)},400,2026-11-20` };
  const { id: imported } = await store.admin<{ id: string }>('POST', '/api/balances/imports', file);
  await store.admin('POST', `/api/balances/imports/${imported}/start`, { good: 1, points: 400 });
  await world.sim('POST', 'clock', { set: '2026-11-02T08:00:00Z' });
  const order = await store.buy(customer, '2500.00');
  await world.settle();
  await world.sim('POST', 'orders/refund', { order: order.id, amount: '300.00' });
  await world.settle();
  await redeem(store, customer, 'any', { points: 1_600 });
  const { id } = await redeem(store, customer, 'any', { points: 200 });
  await store.admin('POST', `/api/rewards/${id}/return`, { key: 'back' });
  await world.settle();
  await world.advance('PT1M');
  expect(columns((await report(store, 'from=2026-11-01&to=2026-11-02')).total)).toEqual([
    10_000, 2_500, 300, 1_800, 200, 0, 10_600,
  ]);

  // The last day of the 400 is over. Nothing is booked yet, and the report knows it all the same.
  await world.offUntil('2026-11-21T08:00:00Z', { work: false });
  const look = async () => {
    const { rows, total, worth } = await report(store, 'from=2026-10-01&to=2026-11-30');
    expect(rows.map((row) => [row.period, ...columns(row), row.worth])).toEqual([
      ['2026-10', 0, 10_000, 0, 0, 0, 0, 10_000, '500.00'],
      ['2026-11', 10_000, 2_500, 300, 1_800, 200, 400, 10_200, '510.00'],
    ]);
    expect(columns(total)).toEqual([0, 12_500, 300, 1_800, 200, 400, 10_200]);
    expect(worth).toEqual({ points: 100, amount: '5.00' });
  };
  await look();
  await world.offUntil('2026-11-21T09:00:00Z');
  await look();
  expect(await store.balance(customer)).toMatchObject({ available: 10_200 });
  expect(await store.balance(forgetful)).toMatchObject({ available: 0 });

  const { name, text } = await store.admin<TextFile>('GET', '/api/report/file?from=2026-10-01&to=2026-11-30&locale=vi');
  expect(name).toBe('points-2026-10-01-2026-11-30.csv');
  expect(text.slice(1).split('\r\n').slice(0, 3)).toEqual([
    'Kỳ,Đầu kỳ,Đã cộng,Đã thu hồi,Đã đổi,Đã hoàn,Hết hạn,Cuối kỳ,Giá trị (USD)',
    '2026-10,0,10000,0,0,0,0,10000,500',
    '2026-11,10000,2500,300,1800,200,400,10200,510',
  ]);
});

test('67, 79: erasure forfeits what is left; a later refund moves nothing', async () => {
  const store = await world.shop();
  const [customer, other] = [await store.customer(), await store.customer()];
  const order = await store.buy(customer, '40.00');
  await world.settle();
  await adjust(store, customer, 250);
  await adjust(store, other, 9_710);
  const month = async () => columns((await report(store, 'from=2026-11-01&to=2026-11-30')).total);
  expect(await holding(world, store, customer)).toMatchObject({ P: 40, A: 250, D: 0 });
  expect(await month()).toEqual([0, 10_000, 0, 0, 0, 0, 10_000]);
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer });
  await world.settle();
  const forfeited = [0, 10_000, 0, 0, 0, 290, 9_710];
  expect(await month()).toEqual(forfeited);
  expect(await store.admin('GET', '/api/home')).toMatchObject({ available: 9_710, pending: 0, debt: 0 });
  await world.sim('POST', 'orders/cancel', { order: order.id });
  await world.settle();
  expect(await month()).toEqual(forfeited);
  expect(await store.admin('GET', '/api/home')).toMatchObject({ available: 9_710, pending: 0, debt: 0 });
});

test('a report that makes no sense is refused with the reason', async () => {
  const store = await world.shop();
  const status = async (query: string) => (await store.adminAnswer('GET', `/api/report?${query}`)).status;
  expect(await status('from=2026-02-30')).toBe(422);
  expect(await status('from=2026-03-01&to=2026-02-01')).toBe(422);
  expect(await status('from=1990-01-01')).toBe(422);
  expect(await status('by=week')).toBe(422);
  expect((await report(store, '')).rows).toHaveLength(12);
  expect((await report(store, 'by=day')).rows).toHaveLength(31);
});
