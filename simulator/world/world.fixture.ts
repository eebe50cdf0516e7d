/** A store on a clock that the test moves, and everything that was announced in it. */
import { createWorld, type OwnWorld } from './create-world.ts';
import { placeOrder } from './place-order.ts';
import type { OrderInput } from './order-input.ts';
import { createShop, type ShopInput } from './shops.ts';
import type { Happening, Id, Ms, Order, OrderLine, Shop } from './types.ts';

export interface TestShop {
  world: OwnWorld;
  shop: Shop;
  happenings: Happening[];
  /** Topics since the last call. */
  topics(): string[];
  pass(ms: Ms): void;
  order(input: Partial<OrderInput> & Pick<OrderInput, 'lines'>): Order;
}

export const start = Date.parse('2026-03-02T03:00:00Z');

export function testShop(input: Partial<ShopInput> = {}): TestShop {
  let now = start;
  const world = createWorld({ now: () => now });
  const happenings: Happening[] = [];
  world.listen((happening) => happenings.push(happening));
  const shop = createShop(world, {
    domain: 'shop.myshopify.com',
    currency: 'USD',
    locale: 'en',
    timeZone: 'UTC',
    ...input,
  });
  let told = 0;
  return {
    world,
    shop,
    happenings,
    topics() {
      const fresh = happenings.slice(told).map(({ topic }) => topic);
      told = happenings.length;
      return fresh;
    },
    pass(ms) {
      now += ms;
    },
    order: (order) => placeOrder(world, shop, { email: 'ada@example.com', ...order }),
  };
}

export function lineOf(order: Order, index: number): OrderLine {
  const line = order.lines[index];
  if (!line) throw new Error(`the order has no line ${index}`);
  return line;
}
export const units = (order: Order, index: number, quantity = 1): { id: Id; quantity: number } => ({
  id: lineOf(order, index).id,
  quantity,
});
export const item = (price: number, quantity = 1) => ({ title: 'Mug', price, quantity });
