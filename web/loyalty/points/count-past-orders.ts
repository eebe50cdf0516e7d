/** What awarding past orders would do, by the very decisions of the real thing, without writing anything (the dry run). */
import { customersWithTags } from '../../mirror/customers/index.ts';
import { countPaidOrders, loadOrders, paidOrderIds } from '../../mirror/orders/index.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { PastOrdersCount } from './api-types.ts';
import {
  type Award,
  type Decided,
  decideOrder,
  isPaid,
  needsTags,
  type PaidOrder,
  type Programme,
  targetOf,
  termsOf,
} from './decide-order.ts';
import { findOrderEarnings } from './store/earnings.ts';

/** So many orders are read at once. */
export const PAGE = 250;

export interface PastOrder {
  order: PaidOrder;
  /** Null: nobody's. */
  decided: Decided | null;
}

/** The orders after `after` that this act opens, a page at a time; `last` null = there are no more. */
export async function pastOrders(
  services: Services,
  shopId: ShopId,
  programme: Programme,
  act: Award,
  after: string,
): Promise<{ looked: number; last: string | null; opened: PastOrder[] }> {
  const { read } = services.db;
  const ids = await paidOrderIds(read, shopId, act.since, { after, limit: PAGE });
  const orders = [...(await loadOrders(read, shopId, ids)).values()].filter(isPaid);
  const earnings = await findOrderEarnings(read, shopId, ids);
  const knownOf = (order: PaidOrder) => earnings.get(order.id) ?? null;
  const asked = orders.filter((order) => needsTags(order, knownOf(order), programme));
  const tags = await tagsOf(services, shopId, asked);
  const opened = orders.flatMap((order): PastOrder[] => {
    const known = knownOf(order);
    if (order.test) return [];
    if (order.customerId === null) return known?.decision === 'earning' ? [] : [{ order, decided: null }];
    const decided = decideOrder(order, known, programme, tags.get(order.id));
    // Whatever an earlier act has opened, or this one before it was interrupted, is left to it.
    return decided && decided.award === act.award && known?.award !== act.award ? [{ order, decided }] : [];
  });
  return { looked: ids.length, last: ids.length < PAGE ? null : (ids.at(-1) ?? null), opened };
}

export async function countPastOrders(
  services: Services,
  shopId: ShopId,
  programme: Programme,
  act: Award,
  progress: (scanned: number, total: number) => Promise<void>,
): Promise<PastOrdersCount> {
  const total = await countPaidOrders(services.db.read, shopId, act.since);
  const customers = new Set<CustomerId>();
  const count: PastOrdersCount = {
    customers: 0,
    orders: 0,
    points: 0,
    nothing: { guest: 0, source: 0, customer_tag: 0, no_points: 0 },
  };
  let scanned = 0;
  for (let after: string | null = ''; after !== null; ) {
    const page = await pastOrders(services, shopId, programme, act, after);
    for (const { order, decided } of page.opened) {
      const points = decided ? targetOf(order, decided.decision, termsOf(order, decided.rule), 0) : 0;
      const reason = reasonOf(decided, points);
      if (reason !== null) {
        count.nothing[reason] += 1;
        continue;
      }
      count.orders += 1;
      count.points += points;
      if (order.customerId !== null) customers.add(order.customerId);
    }
    scanned += page.looked;
    await progress(scanned, total);
    after = page.last;
  }
  return { ...count, customers: customers.size };
}

/** Why the order brings nothing; null when it brings points. */
function reasonOf(decided: Decided | null, points: number): keyof PastOrdersCount['nothing'] | null {
  if (decided === null) return 'guest';
  const { decision } = decided;
  if (decision === 'source' || decision === 'customer_tag') return decision;
  return points > 0 ? null : 'no_points';
}

/** As the mirror has them, since a store has too many customers to ask for each. By order. */
async function tagsOf(
  services: Services,
  shopId: ShopId,
  orders: readonly PaidOrder[],
): Promise<Map<OrderId, readonly string[]>> {
  const tags = await customersWithTags(
    services,
    shopId,
    orders.flatMap(({ customerId }) => customerId ?? []),
  );
  return new Map(orders.map(({ id, customerId }) => [id, (customerId && tags.get(customerId)) || []]));
}
