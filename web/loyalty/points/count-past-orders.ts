/** What awarding past orders would do, by the very decisions of the real thing, without writing anything (the dry run). */
import { countPaidOrders, loadOrders, paidOrderIds } from '../../mirror/orders/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { PastOrdersCount } from './api-types.ts';
import {
  type Award,
  type Decided,
  decideOrder,
  isPaid,
  type PaidOrder,
  type Programme,
  targetOf,
  termsOf,
} from './decide-order.ts';
import { limitOf } from './order-limit.ts';
import { countInPeriods } from './past-in-periods.ts';
import { readFacts, type TierOf, tiersAt } from './read-facts.ts';
import { findOrderEarnings } from './store/earnings.ts';

/** So many orders are read at once. */
export const PAGE = 250;

/** The act, in the programme as it is once it has begun. */
export interface PastAct {
  programme: Programme;
  act: Award;
  tierOf: TierOf;
}

export interface PastOrder {
  order: PaidOrder;
  /** Null: nobody's. */
  decided: Decided | null;
  timeZone: string;
}

/** The orders after `after` that this act opens, a page at a time; `last` null = there are no more. */
export async function pastOrders(
  services: Services,
  shopId: ShopId,
  { programme, act, tierOf }: PastAct,
  after: string,
): Promise<{ looked: number; last: string | null; opened: PastOrder[] }> {
  const { read } = services.db;
  const ids = await paidOrderIds(read, shopId, act.since, { after, limit: PAGE });
  const orders = [...(await loadOrders(read, shopId, ids)).values()]
    .filter((order) => isPaid(order))
    .filter(({ test }) => !test);
  const earnings = await findOrderEarnings(read, shopId, ids);
  const questions = orders.map((order) => ({ order, known: earnings.get(order.id) ?? null }));
  // As the mirror has the tags, since a store has too many customers to ask for each.
  const factsOf = await readFacts(services, shopId, programme, questions, () => false);
  const tiers = await tiersAt(read, shopId, programme, questions, tierOf);
  const opened = questions.flatMap(({ order, known }): PastOrder[] => {
    const facts = factsOf(order, tiers.get(order.id));
    const { timeZone } = facts;
    if (order.customerId === null) return known?.decision === 'earning' ? [] : [{ order, decided: null, timeZone }];
    const decided = decideOrder(order, known, programme, facts);
    // Whatever an earlier act has opened, or this one before it was interrupted, is left to it.
    return decided && decided.award === act.award && known?.award !== act.award ? [{ order, decided, timeZone }] : [];
  });
  return { looked: ids.length, last: ids.length < PAGE ? null : (ids.at(-1) ?? null), opened };
}

export async function countPastOrders(
  services: Services,
  shopId: ShopId,
  act: PastAct,
  progress: (scanned: number, total: number) => Promise<void>,
): Promise<PastOrdersCount> {
  const total = await countPaidOrders(services.db.read, shopId, act.act.since);
  const count: PastOrdersCount = {
    customers: 0,
    orders: 0,
    points: 0,
    nothing: { guest: 0, source: 0, customer_tag: 0, no_points: 0 },
  };
  const customers = new Set<CustomerId>();
  const limited = countInPeriods();
  const bring = (points: number, customerId: CustomerId | null) => {
    if (points === 0) return void (count.nothing.no_points += 1);
    count.orders += 1;
    count.points += points;
    if (customerId !== null) customers.add(customerId);
  };
  let scanned = 0;
  for (let after: string | null = ''; after !== null; ) {
    const page = await pastOrders(services, shopId, act, after);
    for (const { order, decided, timeZone } of page.opened) {
      const refused = refusalOf(decided);
      if (decided === null || refused !== null) {
        count.nothing[refused ?? 'guest'] += 1;
        continue;
      }
      const points = targetOf(order, decided.decision, termsOf(order, decided), 0);
      const limit = limitOf(decided.rule.settings, decided.paidAt, timeZone);
      if (limit === null || order.customerId === null) bring(points, order.customerId);
      else limited.add(order.customerId, { ...decided, points, limit });
    }
    scanned += page.looked;
    await progress(scanned, total);
    after = page.last;
  }
  for (const { customerId, points } of await limited.shared(services.db.read, shopId)) bring(points, customerId);
  return { ...count, customers: customers.size };
}

/** Why the order brings nothing, whatever it is worth; null where that decides. */
function refusalOf(decided: Decided | null): 'guest' | 'source' | 'customer_tag' | 'no_points' | null {
  if (decided === null) return 'guest';
  const { decision } = decided;
  if (decision === 'earning') return null;
  return decision === 'source' || decision === 'customer_tag' ? decision : 'no_points';
}
