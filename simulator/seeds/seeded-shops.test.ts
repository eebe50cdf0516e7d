import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWorld, type OwnWorld } from '../world/create-world.ts';
import { currentTotals, paidAmount, refundedAmount } from '../world/order-state.ts';
import type { Happening, Order, Shop } from '../world/types.ts';
import { DAY } from './local-time.ts';
import { createSeedShop, type SeedName } from './create-seed-shop.ts';
import { createExportShop } from './order-export/create-export-shop.ts';
import { sampleExport } from './order-export/sample-export.ts';
import { TOLD_STEPS } from './parcels/plan-parcels.ts';
import { playHistory, waitingHistory } from './waiting-history.ts';

const now = Date.parse('2026-11-22T00:00:00Z');

function newWorld(): { world: OwnWorld; told: Happening[] } {
  const world = createWorld({ now: () => now });
  const told: Happening[] = [];
  world.listen((happening) => told.push(happening));
  return { world, told };
}
async function seeded(name: SeedName): Promise<{ shop: Shop; told: Happening[] }> {
  const { world, told } = newWorld();
  const shop = createSeedShop(world, name);
  await playHistory(world, shop);
  return { shop, told };
}
const orders = (shop: Shop): Order[] => [...shop.orders.values()];

describe.each(['coffee', 'home'] as const)('the store %s', (name) => {
  test('is announced to nobody while it is made; its orders wait', () => {
    const { world, told } = newWorld();
    const shop = createSeedShop(world, name);
    expect(told).toEqual([]);
    expect(shop.orders.size).toBe(0);
    expect(waitingHistory(shop)?.orders).toBeGreaterThan(400);
    expect(shop.themeBlocks.map(({ handle }) => handle)).toEqual([
      'product-points',
      'points-balance',
      'points-account',
      'tracking',
      'points-panel',
    ]);
  });

  test('tells each order once, with its refunds and parcels, as it is today', async () => {
    const { shop, told } = await seeded(name);
    const count = (topic: string): number => told.filter((happening) => happening.topic === topic).length;
    expect(count('orders/create')).toBe(shop.orders.size);
    expect(count('refunds/create')).toBe(orders(shop).flatMap(({ refunds }) => refunds).length);
    expect(count('fulfillments/create')).toBe(orders(shop).flatMap(({ fulfillments }) => fulfillments).length);
    const scans = orders(shop).flatMap(({ fulfillments }) => fulfillments.flatMap(({ events }) => events));
    // Of old parcels it is told that they came, not how.
    expect(count('fulfillment_events/create')).toBe(
      scans.filter(({ happenedAt }) => happenedAt > now - TOLD_STEPS).length,
    );
    expect(new Set(told.map(({ topic }) => topic)).size).toBe(4);
  });

  test('has no past left to tell a second time', async () => {
    const { world } = newWorld();
    const shop = createSeedShop(world, name);
    const first = await playHistory(world, shop);
    expect(await playHistory(world, shop)).toBe(0);
    expect(shop.orders.size).toBe(first);
  });

  test('has parcels of the last days in every state that a merchant has to look after, and older ones that came', async () => {
    const { shop } = await seeded(name);
    const young = orders(shop).filter(({ createdAt }) => createdAt > now - 14 * DAY);
    const parcels = young.flatMap(({ fulfillments }) => fulfillments);
    const states = new Set(
      parcels.map(({ status, shipmentStatus }) => (status === 'cancelled' ? status : shipmentStatus)),
    );
    for (const state of [
      'label_printed',
      'in_transit',
      'delayed',
      'ready_for_pickup',
      'failure',
      'delivered',
      'cancelled',
    ])
      expect(states).toContain(state);
    expect(young.filter(({ fulfillments }) => fulfillments.length > 1).length).toBeGreaterThan(0);
    expect(young.some(({ fulfillmentStatus }) => fulfillmentStatus === 'partial')).toBe(true);
    expect(young.some((order) => order.fulfillments.length === 0 && order.createdAt < now - 5 * DAY)).toBe(true);
    // One scan after the other, none before its parcel.
    for (const { createdAt, events } of parcels) {
      const times = events.map(({ happenedAt }) => happenedAt);
      expect(times).toEqual(times.toSorted((one, two) => one - two));
      for (const time of times) expect(time).toBeGreaterThanOrEqual(createdAt);
    }
    const old = orders(shop).filter((order) => order.createdAt < now - 30 * DAY && order.cancelledAt === null);
    expect(old.flatMap(({ fulfillments }) => fulfillments.map((each) => each.shipmentStatus))).not.toContain(
      'in_transit',
    );
  });

  test('has books that add up: lines, discounts, tax, shipping, money in and out', async () => {
    const { shop } = await seeded(name);
    for (const order of orders(shop)) {
      const lines = order.lines.reduce(
        (sum, line) => sum + line.price * line.quantity - line.allocations.reduce((off, { amount }) => off + amount, 0),
        0,
      );
      expect(order.subtotal).toBe(lines);
      expect(order.total).toBe(order.subtotal + order.shipping + (order.taxesIncluded ? 0 : order.totalTax));
      expect(refundedAmount(order)).toBeLessThanOrEqual(paidAmount(order));
      expect([0, order.total]).toContain(paidAmount(order));
      expect(currentTotals(order).total).toBeGreaterThanOrEqual(0);
    }
  });

  test('has orders in every state that such a store knows', async () => {
    const states = new Set(orders((await seeded(name)).shop).map(({ financialStatus }) => financialStatus));
    const home = ['paid', 'partially_refunded', 'refunded'];
    expect([...states].sort()).toEqual(name === 'home' ? home : [...home, 'pending', 'voided'].sort());
  });

  test('never updates an order in the future', async () => {
    const { shop } = await seeded(name);
    expect(orders(shop).filter(({ updatedAt }) => updatedAt > now)).toEqual([]);
  });
});

test('the same seed gives the same store, apart from ids', async () => {
  const summary = async (): Promise<unknown> =>
    orders((await seeded('coffee')).shop).map(({ name, total, processedAt, financialStatus }) => [
      name,
      total,
      processedAt,
      financialStatus,
    ]);
  expect(await summary()).toEqual(await summary());
});

test('a second store of the same seed gets another domain', () => {
  const { world } = newWorld();
  const domains = [createSeedShop(world, 'home'), createSeedShop(world, 'home'), createSeedShop(world, 'empty')];
  expect(new Set(domains.map(({ domain }) => domain)).size).toBe(3);
});

test('an empty store has nothing in it and no past', () => {
  const { world } = newWorld();
  const shop = createSeedShop(world, 'empty');
  expect([shop.products.size, shop.customers.size, shop.orders.size, waitingHistory(shop)]).toEqual([0, 0, 0, null]);
});

test('an order export becomes a store whose orders are what the export says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'order-export-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'Spring sales.csv');
  await writeFile(file, sampleExport);
  const { world } = newWorld();
  const shop = await createExportShop(world, file);
  await playHistory(world, shop);

  expect(shop).toMatchObject({ domain: 'spring-sales.myshopify.com', currency: 'EUR', taxesIncluded: true });
  expect([...shop.customers.values()].map(({ email, firstName }) => [email, firstName])).toEqual([
    ['ada@shoppers.example', 'Ada'],
    ['ben@shoppers.example', 'Ben'],
  ]);
  expect([...shop.products.values()].map(({ title, variants }) => [title, variants[0]?.sku])).toEqual([
    ['Cup', 'CUP-1'],
    ['Pot, large', 'POT, LARGE'],
  ]);
  const facts = orders(shop).map((order) => ({
    name: order.name,
    status: order.financialStatus,
    shipped: order.fulfillmentStatus,
    subtotal: order.subtotal,
    total: order.total,
    tax: order.totalTax,
    refunded: refundedAmount(order),
    cancelled: order.cancelledAt !== null,
    guest: order.customerId === null,
  }));
  expect(facts).toEqual([
    {
      name: '#1001',
      status: 'paid',
      shipped: 'fulfilled',
      subtotal: 4500,
      total: 4990,
      tax: 797,
      refunded: 0,
      cancelled: false,
      guest: false,
    },
    {
      name: '#1002',
      status: 'refunded',
      shipped: null,
      subtotal: 1500,
      total: 1500,
      tax: 239,
      refunded: 1500,
      cancelled: false,
      guest: true,
    },
    {
      name: '#1003',
      status: 'partially_refunded',
      shipped: 'fulfilled',
      subtotal: 3800,
      total: 3800,
      tax: 607,
      refunded: 950,
      cancelled: false,
      guest: false,
    },
    {
      name: '#1004',
      status: 'voided',
      shipped: null,
      subtotal: 1500,
      total: 1990,
      tax: 318,
      refunded: 0,
      cancelled: true,
      guest: false,
    },
  ]);
  expect(orders(shop)[0]?.discountCodes).toEqual([{ code: 'SPRING', amount: 500, type: 'fixed_amount' }]);
  expect(orders(shop)[0]?.processedAt).toBe(Date.parse('2025-03-01T08:15:00Z'));
});
