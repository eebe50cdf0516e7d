/**
 * What a customer's orders amount to, and until when each level holds by time alone (rule T). An order counts from its payment with what
 * was kept of it: refunds count against the order that they undo, as if that had not been bought. So the order in which news arrives
 * does not matter.
 *
 * lifetime: for ever. calendarYear: for the shop's year; what was reached in a year holds until the end of the next. rolling: until the end
 * of the day that lies `months` later, as points expire.
 */
import { addMonths, dayIn, endOfDay, startOfDay } from '../../platform/kit/days.ts';
import type { TierTerms } from './tier-terms.ts';

/** One paid order, in what the terms count: points, orders, or minor units. */
export interface CountedOrder {
  orderId: string;
  /** Ms of the payment. */
  at: number;
  /** What it brought, and what is left of that. */
  placed: number;
  kept: number;
}

/** The latest time for which a level is held. Ms; an `until` of `Infinity` has no end. */
export interface Span {
  from: number;
  until: number;
}

export interface Standing {
  /** What counts now. */
  qualifying: number;
  /** For each level; null = never reached. */
  spans: readonly (Span | null)[];
  /** Ms when some of what counts now will not count any more; null = never. */
  changesAt: number | null;
}

/** One order, with the moment at which it ends to count. */
export interface Counting extends CountedOrder {
  until: number;
}

/** By payment, those of one moment by their ids; what is paid later than `now` is left out. */
export function counting(orders: readonly CountedOrder[], terms: TierTerms, now: number): Counting[] {
  return orders
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at || (a.orderId < b.orderId ? -1 : 1))
    .map((order) => ({ ...order, until: countsUntil(order.at, terms) }));
}

export function standing(orders: readonly CountedOrder[], terms: TierTerms, now: number): Standing {
  const counted = counting(orders, terms, now);
  const present = counted.filter(({ until, kept }) => until > now && kept > 0);
  const next = Math.min(...present.map(({ until }) => until));
  return {
    qualifying: present.reduce((sum, { kept }) => sum + kept, 0),
    spans: terms.levels.map(({ from }) => latestSpan(counted, from, terms)),
    changesAt: Number.isFinite(next) ? next : null,
  };
}

/** Ms at which somebody who reaches a level now loses it by time, without grace. */
export function oneWholePeriod(terms: TierTerms, now: number): number {
  return terms.period === 'calendarYear' ? startOfYear(terms, yearOf(terms, now) + 2) : countsUntil(now, terms);
}

export function yearOf({ timeZone }: Pick<TierTerms, 'timeZone'>, ms: number): number {
  return Number(dayIn(timeZone, ms).slice(0, 4));
}

function startOfYear({ timeZone }: Pick<TierTerms, 'timeZone'>, year: number): number {
  return startOfDay(timeZone, `${year}-01-01`);
}

function countsUntil(at: number, terms: TierTerms): number {
  switch (terms.period) {
    case 'lifetime':
      return Number.POSITIVE_INFINITY;
    case 'calendarYear':
      return startOfYear(terms, yearOf(terms, at) + 1);
    case 'rolling':
      return endOfDay(terms.timeZone, addMonths(dayIn(terms.timeZone, at), terms.months));
  }
}

function latestSpan(counted: readonly Counting[], from: number, terms: TierTerms): Span | null {
  if (from === 0) return { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  let latest: Span | null = null;
  for (const span of spans(counted, from)) {
    const until = terms.period === 'calendarYear' ? startOfYear(terms, yearOf(terms, span.from) + 2) : span.until;
    // Reached again before it was lost: one time.
    latest = latest && span.from <= latest.until ? { from: latest.from, until } : { from: span.from, until };
  }
  return latest;
}

/** The times in which that much counted, one after the other. Orders that came later end to count later. */
function* spans(counted: readonly Counting[], from: number): Generator<Span> {
  let total = 0;
  let oldest = 0;
  let since: number | null = null;
  const ended = (order: Counting): Span | null => {
    total -= order.kept;
    oldest += 1;
    if (since === null || total >= from) return null;
    const span = { from: since, until: order.until };
    since = null;
    return span;
  };
  const endedBy = function* (moment: number): Generator<Span> {
    for (let order = counted[oldest]; order && order.until <= moment; order = counted[oldest]) {
      const span = ended(order);
      if (span) yield span;
    }
  };
  for (const order of counted) {
    yield* endedBy(order.at);
    total += order.kept;
    if (total >= from) since ??= order.at;
  }
  if (since !== null && counted.at(-1)?.until === Number.POSITIVE_INFINITY)
    yield { from: since, until: Number.POSITIVE_INFINITY };
  else yield* endedBy(Number.POSITIVE_INFINITY);
}
