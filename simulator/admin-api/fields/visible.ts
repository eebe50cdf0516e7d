/** What the app can see of the store: orders by age, customers until they are merged away. */
import type { Customer, Id, Order } from '../../world/types.ts';
import type { AdminContext } from '../context.ts';

/** Without `read_all_orders` an app sees the orders of the last 60 days. */
const WINDOW_MS = 60 * 86_400_000;

function isVisible(context: AdminContext, order: Order): boolean {
  return context.scopes.has('read_all_orders') || order.createdAt >= context.world.now() - WINDOW_MS;
}

export function visibleOrder(context: AdminContext, id: string): Order | null {
  const order = context.shop.orders.get(id);
  return order && isVisible(context, order) ? order : null;
}

export function visibleOrders(context: AdminContext): Order[] {
  return [...context.shop.orders.values()].filter((order) => isVisible(context, order));
}

/** A customer who was merged into another is gone. */
export function findCustomer(context: AdminContext, id: Id | null): Customer | null {
  const customer = id === null ? undefined : context.shop.customers.get(id);
  return customer && customer.mergedInto === null ? customer : null;
}
