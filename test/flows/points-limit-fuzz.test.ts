/** A limit that the orders of a day share: however and in whatever order they, their refunds and a merge are heard of, the end is the same. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { fuzzing, shrunkInTime } from '../support/fuzzing.ts';
import { type PointsApp, type PointsStore, startPointsApp } from '../support/points-app.ts';
import { DAY, mergeBody, type ModelOrder, orderBody, shouldHold } from '../support/points-model.ts';

const LIMIT = 60;
/** Of the stores that the app is given here. */
const AHEAD = 7 * 3_600_000;

let database: TestDatabase;
let app: PointsApp;
beforeAll(async () => {
  database = await freshDatabase();
  app = startPointsApp(database.url);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

async function limitedStore(): Promise<PointsStore> {
  const store = await app.newStore('USD', '666');
  const { settings } = await app.db.read
    .selectFrom('programme_versions')
    .select('settings')
    .where('shop_id', '=', store.shopId)
    .executeTakeFirstOrThrow();
  const programme = JSON.parse(settings) as { earn: object };
  const limited = { ...programme, earn: { ...programme.earn, limit: { points: LIMIT, period: 'day' } } };
  await app.db.transaction((tx) =>
    tx
      .updateTable('programme_versions')
      .set({ settings: JSON.stringify(limited) })
      .where('shop_id', '=', store.shopId)
      .execute(),
  );
  return store;
}

function order(customer: string, at: number, price: number): ModelOrder {
  const line = { product: '1', price, quantity: 2, current: 2, discount: 0, tax: 0, giftCard: false };
  return {
    id: app.newId(),
    customer,
    currency: 'USD',
    lines: [{ id: app.newId(), ...line }],
    refunds: [],
    taxesIncluded: false,
    subtotal: 2 * price,
    total: 2 * price,
    status: 'paid',
    createdAt: at,
    updatedAt: at,
    paidAt: at,
    cancelledAt: null,
  };
}

/** One day after the other, one order after the other: each what those before it have left of the day. */
function heldBy(orders: readonly ModelOrder[]): number {
  const left = new Map<number, number>();
  let held = 0;
  const first = (a: ModelOrder, b: ModelOrder) => (a.paidAt ?? 0) - (b.paidAt ?? 0) || (a.id < b.id ? -1 : 1);
  for (const one of orders.toSorted(first)) {
    const day = Math.floor(((one.paidAt ?? 0) + AHEAD) / DAY);
    const part = Math.min(shouldHold(one), left.get(day) ?? LIMIT);
    left.set(day, (left.get(day) ?? LIMIT) - part);
    held += part;
  }
  return held;
}

const { seed, runs, timeout } = fuzzing({ runs: 25 });
const purchase = fc.record({
  who: fc.constantFrom('91', '92'),
  price: fc.integer({ min: 100, max: 4_000 }),
  later: fc.constantFrom(0, 60_000, DAY / 4, DAY / 2),
  back: fc.constantFrom(0, 0, 1, 2),
  ranks: fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999)),
});

test(`is the same in the end (seed ${seed})`, { timeout }, async () => {
  const property = fc.asyncProperty(
    fc.array(purchase, { minLength: 2, maxLength: 9 }),
    fc.option(fc.nat(999)),
    fc.integer({ min: 1, max: 8 }),
    async (bought, mergeRank, width) => {
      const store = await limitedStore();
      const orders: ModelOrder[] = [];
      const heard: { topic: string; body: object; rank: number }[] = [];
      for (const { who, price, later, back, ranks } of bought) {
        app.pass(later + 1_000);
        const one = order(who, app.now(), price);
        heard.push({ topic: 'orders/paid', body: structuredClone(orderBody(one)), rank: ranks[0] });
        if (back > 0) {
          app.pass(1_000);
          for (const line of one.lines) line.current -= back;
          one.updatedAt = app.now();
          heard.push({ topic: 'orders/updated', body: structuredClone(orderBody(one)), rank: ranks[1] });
        }
        // Shopify says some things twice.
        heard.push({ topic: 'orders/updated', body: structuredClone(orderBody(one)), rank: ranks[2] });
        orders.push(one);
      }
      if (mergeRank !== null) heard.push({ topic: 'customers/merge', body: mergeBody('91', '92'), rank: mergeRank });
      for (const { topic, body, rank } of heard.toSorted((a, b) => a.rank - b.rank)) {
        await app.hear(store, { topic, body });
        if (rank % 2 === 0) await app.work(width);
      }
      await app.work(width);
      const of = (who: string) => orders.filter(({ customer }) => customer === who);
      const expected = mergeRank === null ? [heldBy(of('91')), heldBy(of('92'))] : [heldBy(orders), 0];
      const balances = await Promise.all(['91', '92'].map((who) => app.balance(store, who)));
      assert.deepEqual(
        balances,
        expected.map((points) => `P ${points} A 0 D 0`),
      );
      assert.deepEqual(await app.differences(store), []);
    },
  );
  await expect(fc.assert(shrunkInTime(property), { seed, numRuns: runs })).resolves.toBeUndefined();
});
