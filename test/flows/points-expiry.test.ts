/** When points lapse is changed by the merchant again and again; and customers are told before they do. The days of the book are in `points-lots`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb } from '../../db/open.ts';
import type { CustomerDetail } from '../../web/loyalty/points/api-types.ts';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { give } from '../support/rewards.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let store: TestStore;
beforeAll(async () => {
  // Ten in the morning in Hồ Chí Minh City.
  world = await startWorld({ startAt: '2026-01-05T03:00:00Z' });
  store = await world.shop({ timeZone: 'Asia/Ho_Chi_Minh', programme: { window: { days: 1 } } });
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

test('a day that was told is kept whatever is changed, unless nothing lapses any more', async () => {
  const customer = await store.customer();
  await give(store, customer, 500);
  const change = async (expiry: { months: number; remindDays: number } | null) => {
    await store.programme({ expiry });
    await world.settle();
  };
  const lots = async () => (await holding(world, store, customer)).lots;
  expect(await lots()).toEqual(['available 500']);
  await change({ months: 12, remindDays: 30 });
  expect(await lots()).toEqual(['available 500@2027-01-05']);
  await change({ months: 6, remindDays: 30 });
  await store.buy(customer, '20.00');
  await world.settle();
  await world.advance('P1D');
  expect(await lots()).toEqual(['available 500@2027-01-05', 'available 20@2026-07-06']);
  await change(null);
  expect(await lots()).toEqual(['available 500', 'available 20']);
  await change({ months: 3, remindDays: 30 });
  expect(await lots()).toEqual(['available 500@2026-04-06', 'available 20@2026-04-06']);
});

test('in the morning some days before, the customer is told once of each day on which points lapse', async () => {
  const db = openDb(world.databaseUrl);
  try {
    await store.programme({ expiry: { months: 1, remindDays: 7 } });
    const customer = await store.customer();
    await give(store, customer, 30);
    await give(store, customer, 12);
    const { lots } = await store.admin<CustomerDetail>('GET', `/api/customers/${digits(customer)}`);
    expect(lots.map(({ expiresAt }) => expiresAt)).toEqual(['2026-02-06T16:59:59.999Z', '2026-02-06T16:59:59.999Z']);
    const reminded = async () => {
      const rows = db.read
        .selectFrom('points_lots')
        .select('reminded')
        .where('expires_at', '=', Date.parse(lots[0]?.expiresAt ?? ''));
      return (await rows.execute()).map((row) => row.reminded);
    };
    await world.offUntil('2026-01-30T01:59:59Z');
    expect(await reminded()).toEqual([0, 0]);
    await world.advanceTo('2026-01-30T02:00:00Z');
    expect(await reminded()).toEqual([1, 1]);
  } finally {
    await db.close();
  }
});
