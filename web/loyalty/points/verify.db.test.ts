/** Verification finds what was changed behind the ledger's back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb, type Tx } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import { bookAdjustment } from './book-adjustment.ts';
import { bookOrders } from './book-order.ts';
import { findOrderEarnings } from './store/earnings.ts';
import { verifyLedger } from './verify.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** It is 20. */
const nobodyListens = { clock: { now: () => 20 }, addJob: async () => {}, emit: async () => {} };

let shops = 0;
/** A store with one customer, an order that was partly refunded, and a gift. */
async function ledger(): Promise<ShopId> {
  shops += 1;
  const shopId = shops as ShopId;
  const customerId = '1' as CustomerId;
  for (const target of [100, 60]) {
    await db.transaction(async (tx) => {
      const orderId = '5' as OrderId;
      const known = (await findOrderEarnings(tx, shopId, [orderId])).get(orderId) ?? null;
      const booking = {
        customerId,
        guest: null,
        known,
        decided: {
          orderId,
          decision: 'earning',
          paidAt: 10,
          programmeVersion: 1,
          award: null,
          tier: null,
          factors: {},
        },
        target: () => target,
        limit: null,
        formerLimit: null,
        occurredAt: 10,
        rule: { version: 1, points: 1, perMinor: 100, basis: 'net', windowDays: 14 },
        maturesAt: (from: number) => from + 100,
      } as const;
      await bookOrders(tx, shopId, 10, [booking]);
    });
  }
  const gift = { customerId, points: 7, reason: 'a gift', staffId: '1', key: 'gift' };
  await db.transaction((tx) => bookAdjustment(nobodyListens, tx, shopId, gift));
  return shopId;
}

const tamper = (work: (tx: Tx) => Promise<unknown>) => db.transaction(work);

test('a sound ledger has no differences, and its closing is what customers hold', async () => {
  const shopId = await ledger();
  expect(await verifyLedger(db.read, shopId)).toEqual({ accounts: 1, entries: 3, closing: 67, differences: [] });
});

test.each<[string, (tx: Tx, shopId: ShopId) => Promise<unknown>, RegExp]>([
  [
    'a balance',
    (tx, shopId) => tx.updateTable('points_accounts').set({ available: 1_000 }).where('shop_id', '=', shopId).execute(),
    /account \w+: available is stored as 1000, the postings say 7/,
  ],
  [
    'a lot',
    (tx, shopId) =>
      tx
        .updateTable('points_lots')
        .set({ remaining: 0 })
        .where('shop_id', '=', shopId)
        .where('order_id', '=', '5')
        .execute(),
    /lot .*: remaining is stored as 0, the postings say 60/,
  ],
  [
    'an order’s earnings',
    (tx, shopId) => tx.updateTable('order_earnings').set({ reversed: 0 }).where('shop_id', '=', shopId).execute(),
    /order 5: reversed is stored as 0, the postings say 40/,
  ],
  [
    'a posting',
    (tx, shopId) =>
      tx
        .updateTable('ledger_postings')
        .set({ points: 70 })
        .where('shop_id', '=', shopId)
        .where('account', '=', 'pending')
        .where('points', '=', 100)
        .execute(),
    /its postings sum to -30, not to zero/,
  ],
  [
    'a missing entry',
    (tx, shopId) => tx.deleteFrom('ledger_entries').where('shop_id', '=', shopId).where('seq', '=', 2).execute(),
    /number 3 where 2 is next/,
  ],
  [
    'a missing account',
    (tx, shopId) => tx.deleteFrom('points_accounts').where('shop_id', '=', shopId).execute(),
    /3 entries belong to no account/,
  ],
])('%s that was changed by hand is found', async (_what, change, says) => {
  const shopId = await ledger();
  await tamper((tx) => change(tx, shopId));
  const { differences } = await verifyLedger(db.read, shopId);
  expect(differences.join('\n')).toMatch(says);
});

test('two bookings of one order at once book it once', async () => {
  shops += 1;
  const shopId = shops as ShopId;
  const book = (orderId: OrderId, tx: Tx) =>
    bookOrders(tx, shopId, 10, [
      {
        customerId: '1' as CustomerId,
        guest: null,
        known: null,
        decided: {
          orderId,
          decision: 'earning',
          paidAt: 10,
          programmeVersion: 1,
          award: null,
          tier: null,
          factors: {},
        },
        target: () => 50,
        limit: null,
        formerLimit: null,
        occurredAt: 10,
        rule: { version: 1, points: 1, perMinor: 100, basis: 'net', windowDays: 14 },
        maturesAt: () => 100,
      },
    ]);
  const both = await Promise.allSettled([1, 2].map(() => db.transaction((tx) => book('9' as OrderId, tx))));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await verifyLedger(db.read, shopId)).toMatchObject({ closing: 50, differences: [] });
});
