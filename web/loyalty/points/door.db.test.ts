/** Grants and redemptions through the door of the slice, each in a transaction of its own: rules E, M, N, O, P, Q, R, V. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb, type Tx } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { defaultSettings, type ProgrammeSettings } from '../programme/settings.ts';
import { bookDue } from './book-due.ts';
import { bookMerge } from './book-merge.ts';
import { eraseCustomer } from './erase-customer.ts';
import { grantPoints, redeemPoints, reimbursePoints, releaseGrant, takeBackGrant, verifyLedger } from './index.ts';
import { viewAccount } from './store/accounts.ts';
import { accountsWithLapsedLots } from './store/due-lots.ts';

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

const day = (date: string) => Date.parse(`${date}T12:00:00Z`);
let shops = 0;

/** A store with a programme, and one customer. Nothing of it is mocked but the clock and the queue. */
async function store(settings: Partial<ProgrammeSettings> = {}) {
  shops += 1;
  const shopId = shops as ShopId;
  const customerId = '1' as CustomerId;
  const clock = { at: day('2026-01-01') };
  const emitted: string[] = [];
  const services = {
    clock: { now: () => clock.at },
    addJob: async () => {},
    emit: async (_tx: Tx, ...events: { name: string; key: string }[]) => {
      emitted.push(...events.map(({ name, key }) => `${name} ${key}`));
    },
  };
  const document = { ...defaultSettings('USD', '2020-01-01T00:00:00Z'), ...settings };
  await db.transaction((tx) =>
    tx
      .insertInto('programme_versions')
      .values({ shop_id: shopId, version: 1, valid_from: 0, settings: JSON.stringify(document), staff_id: null })
      .execute(),
  );
  const common = { customerId, source: 'custom', matures: 'now' } as const;
  return {
    shopId,
    customerId,
    clock,
    emitted,
    grant: (key: string, points: number, more: Partial<Parameters<typeof grantPoints>[3]> = {}) =>
      db.transaction((tx) =>
        grantPoints(services, tx, shopId, { ...common, key, points, occurredAt: clock.at, ...more }),
      ),
    takeBack: (grantKey: string, key: string, points?: number) =>
      db.transaction((tx) =>
        takeBackGrant(services, tx, shopId, {
          grantKey,
          key,
          occurredAt: clock.at,
          ...(points !== undefined && { points }),
        }),
      ),
    release: (grantKey: string, at: number | 'now') =>
      db.transaction((tx) => releaseGrant(services, tx, shopId, { grantKey, at })),
    redeem: (redemptionId: string, points: number, key = redemptionId) =>
      db.transaction((tx) =>
        redeemPoints(services, tx, shopId, { customerId, points, redemptionId, key, occurredAt: clock.at }),
      ),
    reimburse: (redemptionId: string, total: number, key = `${redemptionId}/${total}`) =>
      db.transaction((tx) => reimbursePoints(services, tx, shopId, { redemptionId, total, key, occurredAt: clock.at })),
    sweep: () =>
      db.transaction(async (tx) => {
        const accounts = await accountsWithLapsedLots(tx, shopId, clock.at, 10);
        await bookDue(tx, shopId, clock.at, accounts);
      }),
    merge: (removed: CustomerId) =>
      db.transaction((tx) => bookMerge(tx, shopId, clock.at, { removed, kept: customerId })),
    closings: async () => {
      const entries = await db.read
        .selectFrom('ledger_entries')
        .select(['points', 'occurred_at'])
        .where('shop_id', '=', shopId)
        .where('kind', '=', 'expired')
        .orderBy('occurred_at')
        .execute();
      return entries.map(({ points, occurred_at: at }) => `${points} on ${new Date(at).toISOString().slice(0, 10)}`);
    },
    erase: () => db.transaction((tx) => eraseCustomer(tx, shopId, clock.at, customerId)),
    /** What is held, each lot with its last valid day. Proves the ledger first. */
    async shown(): Promise<string> {
      expect((await verifyLedger(db.read, shopId)).differences).toEqual([]);
      const view = await viewAccount(db.read, shopId, customerId, clock.at);
      const { pending, available, debt } = view?.balance ?? { pending: 0, available: 0, debt: 0 };
      const lots = (view?.lots ?? []).map(
        ({ remaining, expiresAt }) =>
          `${remaining}${expiresAt === null ? '' : `@${new Date(expiresAt).toISOString().slice(0, 10)}`}`,
      );
      return [`P ${pending} A ${available} D ${debt}`, ...lots].join(' ');
    },
  };
}

test('a grant is given once, and taken back once and never more than it brought', async () => {
  const { grant, takeBack, shown, emitted } = await store({
    emails: { senderName: '', replyTo: '', kinds: { points_earned: true } },
  });
  expect(await grant('birthday', 50)).toMatchObject({ outcome: 'booked', balance: { available: 50 } });
  expect(await grant('birthday', 50)).toMatchObject({ outcome: 'repeated', balance: { available: 50 } });
  expect(await grant('birthday', 60)).toEqual({ outcome: 'other_input' });
  expect(await takeBack('birthday', 'a', 20)).toMatchObject({ outcome: 'booked', balance: { available: 30 } });
  expect(await takeBack('birthday', 'a', 20)).toMatchObject({ outcome: 'repeated' });
  expect(await takeBack('birthday', 'b')).toMatchObject({ outcome: 'booked', balance: { available: 0 } });
  expect(await takeBack('birthday', 'c')).toEqual({ outcome: 'nothing' });
  expect(await takeBack('unknown', 'd')).toEqual({ outcome: 'nothing' });
  expect(await shown()).toBe('P 0 A 0 D 0');
  expect(emitted).toEqual(['points.changed 1', 'points.changed 1', 'points.changed 1']);
});

test('a held grant waits until it is let go; one that was spent is owed when it is taken back, unless the shop wants no debt', async () => {
  for (const negative of ['allow', 'clamp'] as const) {
    const { grant, takeBack, release, redeem, shown, clock } = await store({ negative });
    await grant('friend', 100, { matures: 'held' });
    expect(await shown()).toBe('P 100 A 0 D 0 100');
    expect(await release('friend', clock.at + 1_000)).toMatchObject({ outcome: 'released' });
    expect(await release('friend', 'now')).toMatchObject({ outcome: 'nothing' });
    clock.at += 1_000;
    expect(await shown()).toBe('P 0 A 100 D 0 100');
    await redeem('r', 80);
    expect(await takeBack('friend', 'a')).toMatchObject({ outcome: 'booked' });
    expect(await shown()).toBe(negative === 'allow' ? 'P 0 A 0 D 80' : 'P 0 A 0 D 0');
  }
});

test('36–39: points come back proportionally, the newest-dated first, and never more than were spent', async () => {
  const { grant, redeem, reimburse, shown } = await store();
  const until = (date: string) => ({ expiresAt: Date.parse(`${date}T23:59:59.999Z`) });
  await grant('l1', 100, until('2026-03-31'));
  await grant('l2', 200, until('2026-09-30'));
  expect(await redeem('r', 150)).toMatchObject({ outcome: 'booked', balance: { available: 150 } });
  expect(await shown()).toBe('P 0 A 150 D 0 150@2026-09-30');
  expect(await reimburse('r', 75)).toMatchObject({ outcome: 'booked', balance: { available: 225 } });
  expect(await shown()).toBe('P 0 A 225 D 0 25@2026-03-31 200@2026-09-30');
  expect(await reimburse('r', 75, 'again')).toEqual({ outcome: 'nothing' });
  expect(await reimburse('r', 75)).toMatchObject({ outcome: 'repeated' });
  expect(await reimburse('r', 1_000)).toMatchObject({ outcome: 'booked', balance: { available: 300 } });
  expect(await shown()).toBe('P 0 A 300 D 0 100@2026-03-31 200@2026-09-30');
});

test('40: points whose day has passed come back for thirty more days', async () => {
  const { grant, redeem, reimburse, shown, clock } = await store({ expiry: { months: 12, remindDays: 7 } });
  await grant('l1', 100, { expiresAt: Date.parse('2026-03-31T23:59:59.999Z') });
  await redeem('r', 100);
  clock.at = day('2026-04-10');
  await reimburse('r', 100);
  expect(await shown()).toBe('P 0 A 100 D 0 100@2026-05-10');
});

test('50, 51: the earliest expiry is spent first, and what has lapsed is not spent though nothing was swept', async () => {
  const { grant, redeem, sweep, closings, shown, clock } = await store();
  const until = (date: string) => ({ expiresAt: Date.parse(`${date}T23:59:59.999Z`) });
  await grant('l1', 50, until('2026-12-31'));
  await grant('l2', 80, until('2026-06-30'));
  await grant('l3', 30, { expiresAt: null });
  await redeem('r', 100);
  expect(await shown()).toBe('P 0 A 60 D 0 30@2026-12-31 30');
  clock.at = Date.parse('2027-01-01T00:00:00Z');
  expect(await shown()).toBe('P 0 A 30 D 0 30');
  expect(await redeem('more', 40)).toEqual({ outcome: 'too_little', available: 30 });
  // 52, 73: one entry for each lot, dated its last valid day.
  clock.at = day('2027-01-03');
  for (const _twice of [1, 2]) await sweep();
  expect(await closings()).toEqual(['0 on 2026-06-30', '-30 on 2026-12-31']);
  expect(await shown()).toBe('P 0 A 30 D 0 30');
});

test('65: of a welcome that both had, what is left of one goes; dates and everything else stay', async () => {
  const { grant, merge, shown, clock } = await store();
  const other = '2' as CustomerId;
  const until = (date: string) => ({ expiresAt: Date.parse(`${date}T23:59:59.999Z`) });
  await grant('y', 200, until('2026-12-31'));
  clock.at += 1_000;
  await grant('welcome y', 50, { source: 'sign_up', expiresAt: null });
  clock.at += 1_000;
  await grant('x', 100, { customerId: other, ...until('2026-06-30') });
  clock.at += 1_000;
  await grant('welcome x', 50, { customerId: other, source: 'sign_up', expiresAt: null });
  await merge(other);
  expect(await shown()).toBe('P 0 A 350 D 0 200@2026-12-31 50 100@2026-06-30');
});

test('44: of fifty redemptions at the same moment as many succeed as there are points for', async () => {
  const { grant, redeem, shown } = await store();
  await grant('gift', 500);
  const outcomes = await Promise.all(Array.from({ length: 50 }, (_, index) => redeem(`r${index}`, 100)));
  expect(outcomes.filter(({ outcome }) => outcome === 'booked')).toHaveLength(5);
  expect(outcomes.filter(({ outcome }) => outcome === 'too_little')).toHaveLength(45);
  expect(await shown()).toBe('P 0 A 0 D 0');
});

test('57: a key means one thing, also of redemptions', async () => {
  const { grant, redeem, shown } = await store();
  await grant('gift', 500);
  expect(await redeem('r', 200, 'k1')).toMatchObject({ outcome: 'booked' });
  expect(await redeem('r', 200, 'k1')).toMatchObject({ outcome: 'repeated', balance: { available: 300 } });
  expect(await redeem('r', 300, 'k1')).toEqual({ outcome: 'other_input' });
  expect(await shown()).toBe('P 0 A 300 D 0 300');
});

test('84: points that come back pay what is owed first', async () => {
  const { grant, takeBack, redeem, reimburse, shown } = await store();
  await grant('a', 280);
  await redeem('r', 200);
  await redeem('other', 80);
  await takeBack('a', 'oops', 80);
  expect(await shown()).toBe('P 0 A 0 D 80');
  await reimburse('r', 200);
  expect(await shown()).toBe('P 0 A 120 D 0 120');
});

test('of an erased person nothing moves any more', async () => {
  const { grant, takeBack, redeem, reimburse, erase, shopId } = await store();
  await grant('a', 100);
  await redeem('r', 60);
  await erase();
  expect(await reimburse('r', 60)).toEqual({ outcome: 'erased' });
  expect(await takeBack('a', 'b')).toEqual({ outcome: 'erased' });
  expect(await verifyLedger(db.read, shopId)).toMatchObject({ closing: 0, differences: [] });
});
