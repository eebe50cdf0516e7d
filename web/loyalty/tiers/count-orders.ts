/** What the orders of customers bring towards a tier, in what the merchant counts. */
import type { Reader } from '../../../db/open.ts';
import { keptCustomers, withMergedInto } from '../../mirror/customers/index.ts';
import { everyOrderOf, loadOrders, type MirroredOrder } from '../../mirror/orders/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { orderValue, qualifyingOrders } from '../points/index.ts';
import type { CountedOrder } from './standing.ts';
import type { TierTerms } from './tier-terms.ts';

/**
 * By customer; who has none is left out. Those of whoever was merged into a customer are the customer's, whether or not the mirror and the
 * ledger have moved them yet.
 */
export async function countOrders(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  { basis }: Pick<TierTerms, 'basis'>,
): Promise<Map<CustomerId, CountedOrder[]>> {
  const everybody = await withMergedInto(handle, shopId, customerIds);
  const kept = everybody.length > customerIds.length ? await keptCustomers(handle, shopId, everybody) : new Map();
  const counted = new Map<CustomerId, CountedOrder[]>();
  const add = (customerId: CustomerId, orders: readonly CountedOrder[]) => {
    const owner: CustomerId = kept.get(customerId) ?? customerId;
    const own = counted.get(owner) ?? [];
    for (const order of orders) own.push(order);
    counted.set(owner, own);
  };
  if (basis === 'points') {
    for (const [customerId, orders] of await qualifyingOrders(handle, shopId, everybody)) add(customerId, orders);
    return counted;
  }
  const ids = await everyOrderOf(handle, shopId, everybody);
  for (let start = 0; start < ids.length; start += ORDERS_AT_ONCE) {
    const orders = await loadOrders(handle, shopId, ids.slice(start, start + ORDERS_AT_ONCE));
    for (const order of orders.values()) {
      const one = countOrder(order, basis);
      if (order.customerId !== null && one) add(order.customerId, [one]);
    }
  }
  return counted;
}

const ORDERS_AT_ONCE = 1_000;

/** Null before it is paid, and for a test. */
function countOrder(order: MirroredOrder, basis: 'spend' | 'orders'): CountedOrder | null {
  if (order.paidAt === null || order.test) return null;
  const gone = order.cancelledAt !== null || order.deletedAt !== null || order.financialStatus === 'voided';
  const value = orderValue({ ...order, cancelled: order.cancelledAt !== null, deleted: order.deletedAt !== null });
  const at = { orderId: order.id, at: order.paidAt };
  if (basis === 'spend') return { ...at, placed: value.placed, kept: gone ? 0 : value.kept };
  // What is worth nothing by itself, such as a gift card, is given back with its money.
  const returned = gone || (value.placed > 0 ? value.kept === 0 : order.financialStatus === 'refunded');
  return { ...at, placed: 1, kept: returned ? 0 : 1 };
}
