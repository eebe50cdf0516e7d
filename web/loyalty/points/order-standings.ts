/** How the orders stand that earn: for whoever gives something for a number of them, or for what they come to. */
import type { Reader } from '../../../db/open.ts';
import { keptCustomers, withMergedInto } from '../../mirror/customers/index.ts';
import { shipmentTimes } from '../../mirror/fulfillments/index.ts';
import { loadOrders, type MirroredOrder } from '../../mirror/orders/index.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { ProgrammeVersion } from '../programme/settings.ts';
import { earnTerms } from './earn-rules.ts';
import type { OrderEarning } from './ledger.ts';
import { bringsNothing, type OrderState, reachesMinimum } from './order-target.ts';
import { orderValue } from './order-value.ts';
import { countsFromParcels, windowFacts } from './order-window.ts';
import { maturesAt } from './return-window.ts';
import { earningsOf } from './store/earnings.ts';

export interface OrderStanding {
  orderId: OrderId;
  /** Ms. */
  paidAt: number;
  /** The version of the programme that it fell under. */
  version: number;
  /** Minor units of what earns in it, as it was paid, and what the customer still has of it. */
  placed: number;
  kept: number;
  /** Ms of the end of its return window; null = not known yet. */
  maturesAt: number | null;
}

/**
 * By customer. Left out are orders that were cancelled, or in which nothing earns, and those that earn only because the merchant
 * has awarded the past.
 */
export async function orderStandings(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  versions: readonly ProgrammeVersion[],
): Promise<Map<CustomerId, OrderStanding[]>> {
  const standings = new Map<CustomerId, OrderStanding[]>(customerIds.map((id) => [id, []]));
  // Whoever was merged into a customer is the customer, whether or not the ledger has moved their orders yet.
  const everybody = await withMergedInto(handle, shopId, customerIds);
  const kept = await keptCustomers(handle, shopId, everybody);
  const earnings = await earningsOf(handle, shopId, everybody);
  for (let start = 0; start < earnings.length; start += ORDERS_AT_ONCE) {
    const some = earnings.slice(start, start + ORDERS_AT_ONCE);
    const orders = await loadOrders(
      handle,
      shopId,
      some.map(({ orderId }) => orderId),
    );
    const asked = some.flatMap(({ orderId, programmeVersion }) => {
      const order = orders.get(orderId);
      const rule = versions.find(({ version }) => version === programmeVersion);
      return order && rule && countsFromParcels(order, rule.settings.window) ? [orderId] : [];
    });
    const parcels = await shipmentTimes(handle, shopId, asked);
    for (const earning of some) {
      const order = orders.get(earning.orderId);
      const rule = versions.find(({ version }) => version === earning.programmeVersion);
      const value = order && rule && valueOf(order, rule, earning);
      if (!order || !rule || !value) continue;
      const { paidAt } = earning;
      standings.get(kept.get(earning.customerId) ?? earning.customerId)?.push({
        orderId: order.id,
        paidAt,
        version: rule.version,
        ...value,
        maturesAt: maturesAt(paidAt, windowFacts(order, parcels.get(order.id)), rule.settings.window),
      });
    }
  }
  return standings;
}

const ORDERS_AT_ONCE = 500;

/** Null: nothing of it earns. A multiplier makes an order worth more points, not more money. */
function valueOf(
  order: MirroredOrder,
  rule: ProgrammeVersion,
  { factors }: Pick<OrderEarning, 'factors'>,
): { placed: number; kept: number } | null {
  const state: OrderState = { ...order, cancelled: order.cancelledAt !== null, deleted: order.deletedAt !== null };
  const excluded = Object.entries(factors).filter(([, factor]) => factor === '0');
  const terms = earnTerms(rule.settings, order.currency, Object.fromEntries(excluded));
  if (bringsNothing(state) || !reachesMinimum(state, terms)) return null;
  const value = orderValue(state, terms);
  return value.placed === 0 ? null : value;
}
