/** Ledger entries and orders as one list of what happened, newest first. */
import type { OrderHeading } from '../../mirror/orders/index.ts';
import { decimalFromMinor } from '../../platform/kit/money.ts';
import type { TimelineItem } from './api-types.ts';
import type { OrderMoment } from './happened-to-orders.ts';
import type { HistoryEntry } from './store/history.ts';

const KINDS = {
  earned: 'earned',
  granted: 'granted',
  restored: 'earned',
  reversed: 'reversed',
  matured: 'released',
  adjusted: 'adjusted',
  redeemed: 'redeemed',
  reimbursed: 'reimbursed',
  expired: 'expired',
  forfeited: 'adjusted',
  merged: 'merged',
} as const satisfies Record<HistoryEntry['kind'], TimelineItem['kind']>;

export function entryItem(entry: HistoryEntry, orders: ReadonlyMap<string, OrderHeading>): TimelineItem {
  const order = entry.orderId === null ? undefined : orders.get(entry.orderId);
  return {
    at: new Date(entry.occurredAt).toISOString(),
    kind: KINDS[entry.kind],
    points: entry.kind === 'matured' ? null : entry.points,
    ...(order && { order: orderOf(order) }),
    ...(entry.source !== null && { source: entry.source }),
    ...(entry.reason !== null && { reason: entry.reason }),
    ...(entry.staffId !== null && { staffId: entry.staffId }),
  };
}

export function orderItem(order: OrderHeading): TimelineItem {
  return { at: new Date(order.processedAt).toISOString(), kind: 'order', points: null, order: orderOf(order) };
}

/** What became of an order that is listed. */
export function momentItem(moment: OrderMoment, orders: ReadonlyMap<string, OrderHeading>): TimelineItem {
  const order = orders.get(moment.orderId);
  return {
    at: new Date(moment.at).toISOString(),
    kind: moment.kind,
    points: null,
    ...(order && { order: orderOf(order) }),
    ...(moment.score !== undefined && { score: moment.score }),
  };
}

function orderOf(order: OrderHeading): NonNullable<TimelineItem['order']> {
  return {
    id: order.id,
    name: order.name,
    total: decimalFromMinor(order.total, order.currency),
    currency: order.currency,
    status: order.cancelled ? 'cancelled' : (order.financialStatus ?? 'pending'),
  };
}

/** Of the same moment the order comes first, so below what it brought. */
export function newestFirst(items: readonly TimelineItem[]): TimelineItem[] {
  const rank = (item: TimelineItem) => (item.kind === 'order' ? 1 : 0);
  return items.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at) || rank(a) - rank(b));
}
