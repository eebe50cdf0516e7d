/**
 * How many points orders may bring a customer within a period of the store's calendar. The orders paid in it are looked at in the
 * order of their payment, those that an act of awarding the past has opened last, and each gets what those before it have left. So
 * whatever is heard first, the end is the same; and what a refund takes of one order, the next ones get that had to do without.
 */
import { dayIn, periodOf, startOfDay } from '../../platform/kit/days.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';

export interface OrderLimit {
  points: number;
  /** Ms: the period in which the order was paid begins with the first and ends before the second. */
  from: number;
  until: number;
}

/** An order of the same customer that earns, and what it holds. */
export interface InPeriod {
  orderId: string;
  paidAt: number;
  award: number | null;
  held: number;
}

/** Null: the rule knows no limit. */
export function limitOf(
  { earn: { limit } }: Pick<ProgrammeSettings, 'earn'>,
  paidAt: number,
  timeZone: string,
): OrderLimit | null {
  if (limit === null) return null;
  const [first, next] = periodOf(dayIn(timeZone, paidAt), limit.period);
  return { points: limit.points, from: startOfDay(timeZone, first), until: startOfDay(timeZone, next) };
}

/** What is left for an order by those that come before it in its period; `others` may hold any orders of the customer. */
export function roomFor(order: Omit<InPeriod, 'held'>, limit: OrderLimit, others: readonly InPeriod[]): number {
  const before = others.filter((other) => isIn(limit, other) && comesBefore(other, order));
  return Math.max(0, limit.points - before.reduce((sum, { held }) => sum + held, 0));
}

export function isIn({ from, until }: OrderLimit, { paidAt }: { paidAt: number }): boolean {
  return from <= paidAt && paidAt < until;
}

export function comesBefore(a: Omit<InPeriod, 'held'>, b: Omit<InPeriod, 'held'>): boolean {
  if (a.orderId === b.orderId) return false;
  const [one, other] = [a.award ?? 0, b.award ?? 0];
  if (one !== other) return one < other;
  return a.paidAt === b.paidAt ? a.orderId < b.orderId : a.paidAt < b.paidAt;
}
