import { randomUUID } from 'node:crypto';
import type { Order, Shop, World } from './types.ts';

/** The merchant deletes an order: it is gone from every answer. Announces `orders/delete`. */
export function deleteOrder(world: World, shop: Shop, order: Order): void {
  shop.orders.delete(order.id);
  shop.metafields.delete(`gid://shopify/Order/${order.id}`);
  world.announce({ shop, topic: 'orders/delete', resource: order, eventId: randomUUID() });
}
