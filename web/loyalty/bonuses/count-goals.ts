/**
 * What a customer's orders have brought in bonuses by now, from nothing but how the orders stand: so the order in which we hear of
 * them cannot matter, and hearing of them again changes nothing.
 *
 * The orders are gone through in the order of their payment. Each counts towards the goals that its own version of the programme
 * had, so that a goal of today does not reward the past, and one that was removed keeps what it gave. Rule H says what a refund
 * takes: `onRefund` of the order that reached the goal.
 */
import { minorFromDecimal } from '../../platform/kit/money.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';

export interface CountedOrder {
  orderId: string;
  /** Ms. */
  paidAt: number;
  /** Minor units of what earns in it, as it was paid, and what is left of it. */
  placed: number;
  kept: number;
  bonuses: ProgrammeSettings['earn']['bonuses'];
}

export interface DueBonus {
  /** `first`, or the goal's own id behind what it counts: `orders/five`. */
  goal: string;
  /** The first, second, … time. */
  count: number;
  /** What the customer should have of it by now. */
  points: number;
  source: 'first_order' | 'order_goal' | 'spend_goal';
  /** The order that reached it. */
  orderId: string;
}

/** So far in the present round of a goal: orders, or minor units. */
export type GoalProgress = ReadonlyMap<string, { done: number; times: number }>;

interface Goal {
  id: string;
  source: DueBonus['source'];
  step: number;
  points: number;
  repeat: boolean;
  /** What the order adds. */
  unit: number;
}

/** One order reaches no goal more often than that: who sets a goal of a cent has made a mistake. */
const MOST_PER_ORDER = 100;

export function countGoals(
  orders: readonly CountedOrder[],
  currency: string,
): { bonuses: DueBonus[]; progress: GoalProgress; orders: number } {
  const bonuses: DueBonus[] = [];
  const progress = new Map<string, { done: number; times: number }>();
  const counted = orders.filter(counts).toSorted(byPayment);
  for (const [index, order] of counted.entries()) {
    for (const goal of goalsOf(order, currency, index === 0)) {
      const before = progress.get(goal.id) ?? { done: 0, times: 0 };
      if (before.times > 0 && !goal.repeat) continue;
      const done = before.done + goal.unit;
      const reached = Math.min(goal.repeat ? MOST_PER_ORDER : 1, Math.floor(done / goal.step));
      for (let time = 1; time <= reached; time += 1) {
        const { orderId } = order;
        const points = pointsLeft(goal.points, order);
        bonuses.push({ goal: goal.id, count: before.times + time, points, source: goal.source, orderId });
      }
      progress.set(goal.id, { done: done - reached * goal.step, times: before.times + reached });
    }
  }
  return { bonuses, progress, orders: counted.length };
}

/** What a goal is called among all that a customer may have. */
export const goalIds = { first: 'first', orders: (id: string) => `orders/${id}`, spend: (id: string) => `spend/${id}` };

function byPayment(a: CountedOrder, b: CountedOrder): number {
  return a.paidAt === b.paidAt ? (a.orderId < b.orderId ? -1 : 1) : a.paidAt - b.paidAt;
}

/** Where a refund takes all of a bonus, the order does not count any more, and the next one takes its place. */
function counts({ placed, kept, bonuses: { onRefund } }: CountedOrder): boolean {
  if (onRefund === 'full') return kept > 0;
  return onRefund === 'any' ? kept === placed : true;
}

function pointsLeft(points: number, { placed, kept, bonuses: { onRefund } }: CountedOrder): number {
  return onRefund === 'share' ? Number((BigInt(points) * BigInt(kept)) / BigInt(placed)) : points;
}

function goalsOf({ bonuses, placed }: CountedOrder, currency: string, first: boolean): Goal[] {
  const { firstOrder, orderGoals, spendGoals } = bonuses;
  return [
    ...(first && firstOrder
      ? [{ ...firstOrder, id: goalIds.first, source: 'first_order', step: 1, repeat: false, unit: 1 } as const]
      : []),
    ...orderGoals.map(
      ({ id, orders, ...goal }) =>
        ({ ...goal, id: goalIds.orders(id), source: 'order_goal', step: orders, unit: 1 }) as const,
    ),
    ...spendGoals.map(
      ({ id, amount, ...goal }) =>
        ({
          ...goal,
          id: goalIds.spend(id),
          source: 'spend_goal',
          step: minorFromDecimal(amount, currency),
          unit: placed,
        }) as const,
    ),
  ];
}
