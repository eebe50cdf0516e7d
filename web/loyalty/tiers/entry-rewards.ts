/**
 * Which entry rewards a customer's orders have earned (rule T). An order lifts by what it brought, on top of what was kept of those before
 * it; it pays the tier that it reaches, not those that it leaps over. The reward stands while what was kept of the order would have lifted
 * as high: a refund takes it back, and a later order that lifts again earns it again. One for each tier and period.
 *
 * What was reached before the merchant asked for this level as it is now was a placement, and pays nothing: neither do past orders that
 * are brought in later.
 */
import { addMonths, dayIn, endOfDay } from '../../platform/kit/days.ts';
import { type CountedOrder, counting, yearOf } from './standing.ts';
import type { TierTerms } from './tier-terms.ts';

export interface EntryReward {
  tierId: string;
  /** Ms of the order that reached it. */
  at: number;
}

/** `granted`: what was given, not taken back. That before a level's present terms is final, and counts as this period's. */
export function entryRewards(
  orders: readonly CountedOrder[],
  terms: TierTerms,
  now: number,
  granted: readonly EntryReward[],
): EntryReward[] {
  const counted = counting(orders, terms, now);
  const final = granted.filter(({ tierId, at }) => at < (levelOf(terms, tierId)?.rewardedSince ?? Infinity));
  const due: EntryReward[] = [];
  let total = 0;
  let oldest = 0;
  let lastYear = { year: -1, total: 0 };
  for (const order of counted) {
    for (let old = counted[oldest]; old && old.until <= order.at; old = counted[oldest]) {
      // In a calendar year all end at once, and what they came to is what is held from that year.
      if (terms.period === 'calendarYear') {
        const year = yearOf(terms, old.at);
        lastYear = { year, total: (lastYear.year === year ? lastYear.total : 0) + old.kept };
      }
      total -= old.kept;
      oldest += 1;
    }
    const heldFromLastYear =
      terms.period === 'calendarYear' && lastYear.year === yearOf(terms, order.at) - 1
        ? rankAt(terms, lastYear.total)
        : -1;
    const before = rankAt(terms, total);
    const reached = rankAt(terms, total + order.placed);
    total += order.kept;
    const level = terms.levels[reached];
    if (!level || level.entryPoints === 0 || order.at < level.rewardedSince) continue;
    const rises = reached > before && reached >= heldFromLastYear && rankAt(terms, total) >= reached;
    if (rises && ![...final, ...due].some((one) => one.tierId === level.id && samePeriod(one.at, order.at, terms)))
      due.push({ tierId: level.id, at: order.at });
  }
  return due;
}

/** The entry rewards to give and to take back, where others were granted than are due. */
export function rewardChanges<Granted extends EntryReward>(
  due: readonly EntryReward[],
  granted: readonly Granted[],
  terms: TierTerms,
): { give: EntryReward[]; takeBack: Granted[] } {
  const give: EntryReward[] = [];
  const takeBack: Granted[] = [];
  for (const { id, rewardedSince } of terms.levels) {
    const wanted = due.filter(({ tierId }) => tierId === id);
    const there = granted.filter(({ tierId, at }) => tierId === id && at >= rewardedSince).sort((a, b) => a.at - b.at);
    give.push(...wanted.slice(there.length));
    takeBack.push(...there.slice(wanted.length));
  }
  return { give, takeBack };
}

function samePeriod(earlier: number, later: number, terms: TierTerms): boolean {
  switch (terms.period) {
    case 'lifetime':
      return true;
    case 'calendarYear':
      return yearOf(terms, earlier) === yearOf(terms, later);
    case 'rolling':
      return endOfDay(terms.timeZone, addMonths(dayIn(terms.timeZone, earlier), terms.months)) > later;
  }
}

function rankAt({ levels }: TierTerms, qualifying: number): number {
  return levels.findLastIndex(({ from }) => from <= qualifying);
}

function levelOf({ levels }: TierTerms, tierId: string) {
  return levels.find(({ id }) => id === tierId);
}
