/**
 * Shoppers who keep ordering while the demo runs: newcomers and regulars, baskets from the same random process as the past, at the
 * present moment and announced like any other order. Parcels are packed and scanned, cash arrives, and now and then goods come back.
 */
import { payOrder } from '../world/pay-order.ts';
import { refundOrder } from '../world/refund-order.ts';
import type { Customer, Order, Shop, World } from '../world/types.ts';
import { addBuyer } from './add-buyer.ts';
import { seedStores } from './create-seed-shop.ts';
import { moveParcel } from './parcels/move-parcel.ts';
import { startOrder } from './place-orders.ts';
import { inventBuyer, planOrder } from './plan-history.ts';
import { createRandom, type Random } from './random.ts';
import type { SeedStore } from './seed-store.ts';

export interface LiveShoppers {
  /** Starts, or changes the pace: events a minute in each store on average. */
  start(perMinute: number): void;
  stop(): void;
}

/** Follows wall time: it is for people who watch. The timer keeps no process alive. */
export function createLiveShoppers(world: World): LiveShoppers {
  let timer: NodeJS.Timeout | undefined;
  const random = createRandom(`live ${world.now()}`);
  const again = (perMinute: number): void => {
    timer = setTimeout(() => {
      for (const shop of world.shops.values()) if (shop.install) liveStep(world, shop, random);
      again(perMinute);
    }, random.exponential(perMinute) * 60_000);
    timer.unref();
  };
  const stop = (): void => clearTimeout(timer);
  return {
    stop,
    start(perMinute) {
      stop();
      again(perMinute);
    },
  };
}

/** One thing that happens in a store: mostly an order, or a parcel on its way. Nothing happens in stores that no seed made. */
export function liveStep(world: World, shop: Shop, random: Random): void {
  const store = Object.values(seedStores).find(({ name }) => name === shop.name);
  if (!store) return;
  const chance = random.next();
  const unpaid = lastOrder(
    shop,
    ({ financialStatus, cancelledAt }) => financialStatus === 'pending' && cancelledAt === null,
  );
  const whole = lastOrder(shop, ({ financialStatus, refunds }) => financialStatus === 'paid' && refunds.length === 0);
  if (chance < 0.1 && unpaid) payOrder(world, shop, unpaid);
  else if (chance < 0.14 && whole?.lines[0])
    refundOrder(world, shop, whole, { lines: [{ id: whole.lines[0].id, quantity: 1 }] });
  else if (chance > 0.55 || !moveParcel(world, shop, store, random)) orderNow(world, shop, store, random);
}

function orderNow(world: World, shop: Shop, store: SeedStore, random: Random): void {
  const now = world.now();
  // As many newcomers among the orders as the past has had.
  const newcomer =
    shop.orders.size === 0 || random.chance(shop.customers.size / (shop.orders.size + shop.customers.size));
  const customer = newcomer ? newCustomer(world, shop, store, random) : returning(shop, random);
  const planned = planOrder(
    store,
    { buyer: 0, at: now, repeat: newcomer ? 0 : 1 },
    favouritesOf(shop, customer),
    now,
    random,
  );
  startOrder(world, shop, store, planned, customer.id);
}

function newCustomer(world: World, shop: Shop, store: SeedStore, random: Random): Customer {
  const taken = new Set([...shop.customers.values()].map(({ email }) => email ?? ''));
  return addBuyer(world, shop, { ...inventBuyer(store, world.now(), taken, random), createdAt: world.now() }, true);
}

/** Someone who bought among the last hundred orders: whoever buys often is likely to be met there. */
function returning(shop: Shop, random: Random): Customer {
  const recent = [...shop.orders.values()].slice(-100);
  const customer = shop.customers.get(random.pick(recent).customerId ?? '');
  if (customer?.mergedInto === null) return customer;
  return random.pick([...shop.customers.values()].filter(({ mergedInto }) => mergedInto === null));
}

function favouritesOf(shop: Shop, customer: Customer): Set<string> {
  const bought = [...shop.orders.values()].filter(({ customerId }) => customerId === customer.id);
  const ids = new Set(bought.flatMap(({ lines }) => lines.map(({ productId }) => productId)));
  return new Set([...shop.products.values()].filter(({ id }) => ids.has(id)).map(({ handle }) => handle));
}

function lastOrder(shop: Shop, fits: (order: Order) => boolean): Order | undefined {
  return [...shop.orders.values()].findLast(fits);
}
