/** Orders of a customer share what a period allows (`order-limit.ts`): what the others hold, once their account is locked. */
import type { Reader } from '../../../db/open.ts';
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import { comesBefore, type InPeriod, isIn, type OrderLimit, roomFor } from './order-limit.ts';
import { earningsIn } from './store/earnings.ts';

export interface LimitedOrder extends Omit<InPeriod, 'held' | 'orderId'> {
  orderId: OrderId;
  accountId: string;
  limit: OrderLimit;
  /** Its period as it was known before; null = the same, or it is new. */
  former: OrderLimit | null;
}

export interface Periods {
  /** Points that are left for the order; Infinity where its rule has no limit. */
  room(orderId: OrderId): number;
  /** What it holds from now on. */
  note(orderId: OrderId, held: number): void;
  /** Orders that were not among these, and may now get more or less than they have. */
  others(): OrderId[];
}

/** Those that come first in their periods are to be booked first: `inTurn`. */
export async function openPeriods(tx: Reader, shopId: ShopId, orders: readonly LimitedOrder[]): Promise<Periods> {
  const limited = new Map(orders.map((order) => [order.orderId, order]));
  const all = new Map<string, Map<OrderId, InPeriod & { orderId: OrderId }>>();
  if (orders.length > 0) {
    const accountIds = [...new Set(orders.map(({ accountId }) => accountId))];
    const periods = orders.flatMap(({ limit, former }) => (former ? [limit, former] : [limit]));
    const from = Math.min(...periods.map((period) => period.from));
    const until = Math.max(...periods.map((period) => period.until));
    for (const accountId of accountIds) all.set(accountId, new Map());
    for (const row of await earningsIn(tx, shopId, accountIds, { from, until }))
      all.get(row.accountId)?.set(row.orderId, row);
  }
  const ofAccount = (accountId: string) => all.get(accountId) ?? new Map<OrderId, InPeriod & { orderId: OrderId }>();
  const affected = new Set<OrderId>();
  return {
    room(orderId) {
      const order = limited.get(orderId);
      return order ? roomFor(order, order.limit, [...ofAccount(order.accountId).values()]) : Infinity;
    },
    note(orderId, held) {
      const order = limited.get(orderId);
      if (!order) return;
      const { accountId, paidAt, award, limit, former } = order;
      const own = ofAccount(accountId);
      const before = own.get(orderId);
      own.set(orderId, { orderId, paidAt, award, held });
      if (before?.held === held && before.paidAt === paidAt && before.award === award) return;
      for (const other of own.values()) {
        if (limited.has(other.orderId)) continue;
        const isAfter = isIn(limit, other) && comesBefore(order, other);
        if (isAfter || (former && isIn(former, other))) affected.add(other.orderId);
      }
    },
    others: () => [...affected],
  };
}

/** So that each finds what those before it have left. */
export function inTurn(a: { decided: Omit<InPeriod, 'held'> }, b: { decided: Omit<InPeriod, 'held'> }): number {
  return comesBefore(a.decided, b.decided) ? -1 : comesBefore(b.decided, a.decided) ? 1 : 0;
}
