import { expect, test } from 'vitest';
import { createWorld } from '../world/create-world.ts';
import { createSeedShop } from './create-seed-shop.ts';
import { liveStep } from './live-shoppers.ts';
import { createRandom } from './random.ts';
import { playHistory } from './waiting-history.ts';

test('shoppers of a seeded store go on ordering, new ones and known ones, sometimes bring something back, and parcels reach them', async () => {
  let now = Date.parse('2026-11-22T00:00:00Z');
  const world = createWorld({ now: () => now });
  const shop = createSeedShop(world, 'coffee');
  await playHistory(world, shop);
  const [ordersBefore, customersBefore] = [shop.orders.size, shop.customers.size];
  const topics = new Set<string>();
  world.listen(({ topic }) => topics.add(topic));
  const random = createRandom('live test');
  const start = now;
  for (let step = 0; step < 80; step += 1) {
    now += 10_000;
    liveStep(world, shop, random);
  }
  const ordered = shop.orders.size - ordersBefore;
  const newcomers = shop.customers.size - customersBefore;
  expect(ordered).toBeGreaterThan(20);
  expect(newcomers).toBeGreaterThan(3);
  expect(newcomers).toBeLessThan(ordered);
  expect([...topics]).toEqual(
    expect.arrayContaining([
      'customers/create',
      'orders/create',
      'orders/paid',
      'refunds/create',
      'fulfillments/create',
    ]),
  );
  const came = [...shop.orders.values()].flatMap(({ fulfillments }) =>
    fulfillments.flatMap(({ events }) =>
      events.filter((each) => each.happenedAt > start && each.status === 'delivered'),
    ),
  );
  expect(came.length).toBeGreaterThan(1);
});

test('nothing happens in a store that no seed made', () => {
  const world = createWorld({ now: () => 0 });
  const shop = createSeedShop(world, 'empty');
  liveStep(world, shop, createRandom('empty'));
  expect(shop.orders.size).toBe(0);
});
