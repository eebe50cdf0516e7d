/** What the store owes in points, by month: cases 72 and 73 of the test book. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiabilityReport } from '../../web/loyalty/liability/api-types.ts';
import type { TextFile } from '../../web/platform/kit/csv.ts';
import { digits, ledgerDifferences } from '../support/points-book.ts';
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

test('72: opening + earned − reversed − redeemed + reimbursed − expired = closing, by month of the store, in points and money', async () => {
  const store = await world.shop({
    programme: { window: { days: 0 }, expiry: { months: 1, remindDays: 7 }, worth: { points: 100, amount: '5.00' } },
  });
  const customer = await store.customer();
  const give = (points: number, key: string) =>
    store.admin('POST', `/api/customers/${digits(customer)}/adjust`, { points, reason: 'By hand', key });
  await give(10_000, 'opening');
  await world.sim('POST', 'clock', { set: '2026-11-02T08:00:00Z' });
  const order = await store.buy(customer, '2500.00');
  await world.settle();
  await world.sim('POST', 'orders/refund', { order: order.id, amount: '300.00' });
  await world.settle();
  const first = await store.proxy('/redeem', customer, { method: 'POST', body: { reward: 'discount', key: 'a' } });
  expect(first.status).toBe(200);
  await world.settle();
  expect(columns((await report(store, 'from=2026-11-01&to=2026-11-02')).total)).toEqual([
    10_000, 2_500, 300, 100, 0, 0, 12_100,
  ]);

  // What was given in October lapses a month later: 20 November is its last day.
  await world.sim('POST', 'clock', { set: '2026-11-21T08:00:00Z' });
  await world.settle();
  const { rows, total, worth } = await report(store, 'from=2026-10-01&to=2026-11-30');
  expect(rows.map((row) => [row.period, ...columns(row), row.worth])).toEqual([
    ['2026-10', 0, 10_000, 0, 0, 0, 0, 10_000, '500.00'],
    ['2026-11', 10_000, 2_500, 300, 100, 0, 9_900, 2_200, '110.00'],
  ]);
  expect(columns(total)).toEqual([0, 12_500, 300, 100, 0, 9_900, 2_200]);
  expect(worth).toEqual({ points: 100, amount: '5.00' });
  expect(await store.balance(customer)).toMatchObject({ available: 2_200 });

  const { name, text } = await store.admin<TextFile>('GET', '/api/report/file?from=2026-10-01&to=2026-11-30&locale=vi');
  expect(name).toBe('points-2026-10-01-2026-11-30.csv');
  expect(text.slice(1).split('\r\n').slice(0, 3)).toEqual([
    'Kỳ,Đầu kỳ,Đã cộng,Đã thu hồi,Đã đổi,Đã hoàn,Hết hạn,Cuối kỳ,Giá trị (USD)',
    '2026-10,0,10000,0,0,0,0,10000,500',
    '2026-11,10000,2500,300,100,0,9900,2200,110',
  ]);
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
