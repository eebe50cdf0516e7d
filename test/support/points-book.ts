/** Reads what a customer holds from every place that shows it, and insists that all of them say the same. */
import { expect } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import type { CustomerDetail } from '../../web/loyalty/points/api-types.ts';
import { verifyLedger } from '../../web/loyalty/points/index.ts';
import type { ShopId } from '../../web/platform/kit/ids.ts';
import { installations } from '../../web/platform/shopify/find-installation.ts';
import { assertInvariants, NO_ROWS } from './points-invariants.ts';
import type { TestStore, TestWorld } from './world.ts';

/**
 * P pending, A available, D debt, as in the test book; `lots` in the order in which they are or become available, those that lapse with
 * their last day: `available 50@2026-06-30`.
 */
export interface Holding {
  P: number;
  A: number;
  D: number;
  lots: string[];
}

/** Delivers what is due first. */
export async function holding(world: TestWorld, store: TestStore, customer: string): Promise<Holding> {
  await world.settle();
  const detail = await store.admin<CustomerDetail>('GET', `/api/customers/${digits(customer)}`);
  const { available, pending, debt, lots } = detail;
  const balance = { available, pending, debt };
  const sumOf = (state: string) => lots.reduce((sum, lot) => (lot.state === state ? sum + lot.points : sum), 0);
  expect({ available: sumOf('available'), pending: sumOf('pending') }).toEqual({ available, pending });
  const me = await store.proxy('/me', customer);
  expect(typeof me.body === 'string' ? JSON.parse(me.body) : me.body).toMatchObject({
    ...balance,
    lots: lots.map(({ points, state }) => ({ points, state })),
  });
  await expectLedger(store, customer, balance);
  const shown = (typeof me.body === 'string' ? JSON.parse(me.body) : me.body) as { lots: ShownLot[] };
  return { P: pending, A: available, D: debt, lots: shown.lots.map(lotText) };
}

/** As `/me` answers. */
interface ShownLot {
  points: number;
  state: string;
  expiresAt: string | null;
}

function lotText({ state, points, expiresAt }: ShownLot): string {
  return `${state} ${points}${expiresAt === null ? '' : `@${expiresAt}`}`;
}

async function expectLedger(
  store: TestStore,
  customer: string,
  balance: { available: number; pending: number; debt: number },
) {
  const sums: Record<string, number> = { available: 0, pending: 0, debt: 0 };
  const entries = await store.ledger(customer);
  for (const { postings } of entries) {
    expect(postings.reduce((sum, { points }) => sum + points, 0)).toBe(0);
    for (const { account, points } of postings) if (account in sums) sums[account] = (sums[account] ?? 0) + points;
  }
  expect({ available: sums.available, pending: sums.pending, debt: 0 - (sums.debt ?? 0) }).toEqual(balance);
  // A customer who never had an entry has no metafield either.
  if (entries.length > 0) expect(await store.metafield(customer)).toMatchObject({ ...balance, rev: entries.length });
  else expect(await store.metafield(customer)).toBeNull();
}

/** Replays every store's ledger, and holds it against the invariants; the differences, of which there should be none. */
export async function ledgerDifferences(world: Pick<TestWorld, 'databaseUrl'>): Promise<string[]> {
  const db = openDb(world.databaseUrl);
  try {
    const differences: string[] = [];
    for (const { shopId } of await installations(db.read)) {
      differences.push(...(await verifyLedger(db.read, shopId)).differences);
      await assertInvariants(db, shopId, NO_ROWS, await rewardsUsed(db, shopId));
    }
    return differences;
  } finally {
    await db.close();
  }
}

async function rewardsUsed(db: Db, shopId: ShopId): Promise<Map<string, { id: string }>> {
  const used = await db.read.selectFrom('redemptions').selectAll().where('shop_id', '=', shopId).execute();
  return new Map(used.flatMap(({ order_id: order, redemption_id: id }) => (order === null ? [] : [[order, { id }]])));
}

export function digits(gid: string): string {
  return gid.slice(gid.lastIndexOf('/') + 1);
}
