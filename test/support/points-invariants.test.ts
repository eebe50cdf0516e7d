/** Each invariant finds what breaks it: rows of a sound ledger are changed behind the app's back, one at a time, and put back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { migrate } from '../../db/migrate.ts';
import { assertInvariants, type LedgerRows, ledgerRows } from './points-invariants.ts';
import { type PointsApp, type PointsStore, startPointsApp } from './points-app.ts';
import { DAY, EXCLUDED, type ModelOrder, orderBody } from './points-model.ts';

const ANN = '91';
let app: PointsApp;
let store: PointsStore;
let before: LedgerRows;
const check = () => assertInvariants(app.db, store.shopId, before, store.rewards);

/** Of 100.00, paid. */
function newOrder(): ModelOrder {
  const now = app.now();
  const plain = { product: '1', price: 10_000, quantity: 1, current: 1, discount: 0, tax: 0, giftCard: false };
  return {
    id: app.newId(),
    currency: 'USD',
    customer: ANN,
    lines: [{ id: app.newId(), ...plain }],
    refunds: [],
    taxesIncluded: false,
    subtotal: 10_000,
    total: 10_000,
    status: 'paid',
    createdAt: now,
    updatedAt: now,
    paidAt: now,
    cancelledAt: null,
  };
}
async function hear(topic: string, order: ModelOrder): Promise<void> {
  await app.hear(store, { topic, body: orderBody(order) });
  await app.work(1);
}

beforeAll(async () => {
  app = startPointsApp('sqlite::memory:');
  await migrate(app.db);
  store = await app.newStore('USD', EXCLUDED, { months: 1 });
  // 100 points of an order that stays; 40 given, spent on another that is cancelled, and back; 7 that have lapsed.
  await hear('orders/paid', newOrder());
  await app.adjust(store, ANN, 40);
  const cancelled = newOrder();
  store.rewards.set(cancelled.id, { id: 'r', points: 40 });
  await app.redeem(store, ANN, { id: 'r', points: 40 });
  await hear('orders/paid', cancelled);
  app.pass(DAY);
  await hear('orders/cancelled', { ...cancelled, updatedAt: app.now(), cancelledAt: app.now() });
  await app.bonus(store, ANN, { key: 'b', points: 9, at: 'now', once: null });
  await app.takeBonus(store, 'b', 2);
  // The database would refuse some of it by itself.
  await run('pragma ignore_check_constraints = on');
  before = await ledgerRows(app.db, store.shopId);
  expect(await app.balance(store, ANN)).toBe('P 100 A 47 D 0');
});
afterAll(() => app.close());

/** Table, what is set in it, and of which rows. */
type Change = [table: string, set: string, where: string];
const run = (statement: string) => sql.raw(statement).execute(app.db.migrator);

test('a sound ledger breaks none', async () => {
  await expect(check()).resolves.toBeUndefined();
});

test.each<[what: string, found: RegExp, ...changes: Change[]]>([
  ['a balance is a point too high', /^1: lots − debt/, ['points_accounts', 'available = 48', 'available = 47']],
  ['a lot holds a point too few', /^1: lots − debt/, ['points_lots', 'remaining = 39', 'remaining = 40']],
  ['a posting is lost', /^1: lots − debt/, ['ledger_postings', 'points = 0', "account = 'available' and points = 9"]],
  ['an entry tells another sum', /^1: the columns/, ['ledger_entries', 'points = 10', "kind = 'granted'"]],
  ['a lot holds more than was put into it', /^2: lot/, ['points_lots', 'credited = 39', 'remaining = 40']],
  ['an order gave back more than it brought', /^3: order/, ['order_earnings', 'reversed = 101', 'reversed = 0']],
  [
    'more of a reward came back than was spent',
    /^3: redemption\/r/,
    ['ledger_postings', "account = 'adjusted'", "account = 'redeemed'"],
  ],
  [
    'more of a bonus was taken than was given',
    /^3: grant/,
    ['ledger_postings', "account = 'adjusted'", "account = 'granted'"],
  ],
  ['a cancelled order kept a point', /^4: order/, ['order_earnings', 'reversed = 99', 'reversed = 100']],
  [
    'what was spent on a cancelled order did not come back',
    /^4: what was spent/,
    ['ledger_postings', "account = 'adjusted'", "account = 'reimbursed'"],
  ],
  [
    'somebody has and owes at once',
    /^6: account/,
    ['points_accounts', 'available = 50, debt = 3', 'available = 47'],
    ['points_lots', 'remaining = 43, credited = 43', 'remaining = 40'],
  ],
  ['a lot has lapsed without an entry', /^each lot is closed/, ['points_lots', "state = 'expired'", 'remaining = 40']],
  ['an entry was changed', /^7: /, ['ledger_entries', "actor = 'staff'", "kind = 'granted'"]],
])('%s: found', async (_what, found, ...changes) => {
  // A database in memory has one connection: what it reads until the rollback, it reads changed.
  await run('begin');
  try {
    for (const [table, set, where] of changes) {
      const { numAffectedRows } = await run(`update ${table} set ${set} where ${where}`);
      expect(numAffectedRows).toBe(1n);
    }
    await expect(check()).rejects.toThrow(found);
  } finally {
    await run('rollback');
  }
  await expect(check()).resolves.toBeUndefined();
});
