/**
 * The past of a store, told only after the app is installed, so that everything in it arrives as signed webhooks. Kept
 * beside the store and not in it: a past that was told is in the store's orders, and one that was not told is lost with the process.
 */
import { randomUUID } from 'node:crypto';
import { TOLD_STEPS } from './parcels/plan-parcels.ts';
import type { Ms, Order, Shop, World } from '../world/types.ts';
import { type PastWorld, pastWorld } from './past-world.ts';

export interface WaitingHistory {
  orders: number;
  firstOrderAt: Ms;
  /** Places one order after the other, oldest first, and brings each to the state that it has today. */
  place(past: PastWorld, shop: Shop): Iterable<Order>;
}

const waiting = new WeakMap<Shop, WaitingHistory>();

export function keepHistory(shop: Shop, history: WaitingHistory): void {
  waiting.set(shop, history);
}
export function waitingHistory(shop: Shop): WaitingHistory | null {
  return waiting.get(shop) ?? null;
}

/** Orders that are placed before anybody else gets a turn: deliveries go out while the rest is still being written. */
const breath = 25;

/** Tells the store's past; returns the number of orders, 0 when there was nothing (more) to tell. */
export async function playHistory(world: World, shop: Shop): Promise<number> {
  const history = waiting.get(shop);
  if (!history) return 0;
  waiting.delete(shop);
  let told = 0;
  for (const order of history.place(pastWorld(world), shop)) {
    announceOrder(world, shop, order);
    told += 1;
    if (told % breath === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return told;
}

/** One webhook for each thing, as it is today: the app has to cope with an order that arrives paid, shipped and refunded. */
function announceOrder(world: World, shop: Shop, order: Order): void {
  const eventId = randomUUID();
  world.announce({ shop, topic: 'orders/create', resource: order, eventId });
  for (const part of order.fulfillments) {
    world.announce({ shop, topic: 'fulfillments/create', resource: { order, part }, eventId });
    for (const event of part.events.filter(({ happenedAt }) => happenedAt > world.now() - TOLD_STEPS))
      world.announce({
        shop,
        topic: 'fulfillment_events/create',
        resource: { order, fulfillment: part, part: event },
        eventId,
      });
  }
  for (const part of order.refunds)
    world.announce({ shop, topic: 'refunds/create', resource: { order, part }, eventId });
}
