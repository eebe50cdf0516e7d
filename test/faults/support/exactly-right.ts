/** After all faults: is everything exactly as if nothing had ever gone wrong? Judged by what Shopify knows and by the rules alone. */
import { expect } from 'vitest';
import { lineTotal } from '../../../simulator/world/order-state.ts';
import type { Order, Shop } from '../../../simulator/world/types.ts';
import { openDb } from '../../../db/open.ts';
import type { SimulatedShopify } from '../../support/simulated-shopify.ts';
import { digits, ledgerDifferences } from '../../support/points-book.ts';
import { shouldHold } from '../../support/points-model.ts';
import type { Balance, TestStore } from '../../support/store.ts';

/** Every webhook that the app has answered with 200 is stored. */
export async function expectNothingAcknowledgedIsMissing(databaseUrl: string, shop: Shop): Promise<number> {
  const acknowledged = new Set(
    shop.deliveries.filter(({ tries }) => tries.some(({ status }) => status === 200)).map(({ id }) => id),
  );
  const db = openDb(databaseUrl);
  try {
    const rows = await db.read.selectFrom('inbox').select('webhook_id').execute();
    const stored = new Set(rows.map((row) => row.webhook_id));
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
  } finally {
    await db.close();
  }
  return acknowledged.size;
}

/**
 * Every customer holds what their orders should have brought, all of it available; ledger, API and theme agree. `others`: customers without orders,
 * and what they should hold.
 */
export async function expectExactBalances(
  world: SimulatedShopify & { databaseUrl: string },
  store: TestStore,
  shop: Shop,
  others: ReadonlyMap<string, number> = new Map(),
): Promise<void> {
  expect(await ledgerDifferences(world)).toEqual([]);
  const expected: Record<string, Balance> = {};
  const api: Record<string, Balance> = {};
  const theme: Record<string, Balance & { rev: number }> = {};
  const booked: Record<string, Balance & { rev: number }> = {};
  const metafields = await metafieldsOf(world, store);
  for (const id of shop.customers.keys()) {
    const orders = [...shop.orders.values()].filter(({ customerId }) => customerId === id);
    const available = others.get(id) ?? orders.reduce((sum, order) => sum + target(order), 0);
    expected[id] = { available, pending: 0, debt: 0 };
    api[id] = await store.balance(id);
    const entries = await store.ledger(id);
    if (entries.length > 0) booked[id] = { ...expected[id], rev: entries.length };
    const value = metafields.get(id);
    if (value !== undefined) {
      const { available: shown, pending, debt, rev } = value;
      theme[id] = { available: shown, pending, debt, rev };
    }
  }
  expect(api).toEqual(expected);
  expect(theme).toEqual(booked);
}

/** What Shopify knows of an order, as the second opinion wants to read it. */
function target(order: Order): number {
  if (order.financialStatus === 'pending' || order.financialStatus === 'voided') return 0;
  const model = {
    ...order,
    currency: 'USD' as const,
    customer: order.customerId ?? '',
    status: order.financialStatus,
    paidAt: order.createdAt,
    lines: order.lines.map((line) => ({
      ...line,
      product: line.productId ?? '',
      current: line.currentQuantity,
      discount: line.price * line.quantity - lineTotal(line),
    })),
    refunds: order.refunds.map((refund) => ({
      id: refund.id,
      at: refund.createdAt,
      lines: refund.lines.map(({ lineId, quantity }) => ({ id: lineId, quantity })),
      money: order.transactions.reduce(
        (sum, { id, amount }) => (refund.transactionIds.includes(id) ? sum + amount : sum),
        0,
      ),
      shipping: refund.shipping,
    })),
  };
  return shouldHold(model);
}

interface State {
  customers: { id: string; metafields: { key: string; value: string }[] }[];
}
async function metafieldsOf(
  world: SimulatedShopify,
  store: TestStore,
): Promise<Map<string, Balance & { rev: number }>> {
  const { customers } = await world.sim<State>('GET', `state?shop=${store.domain}`);
  return new Map(
    customers.flatMap(({ id, metafields }) =>
      metafields
        .filter(({ key }) => key === 'points')
        .map(({ value }) => [digits(id), JSON.parse(value) as Balance & { rev: number }]),
    ),
  );
}
