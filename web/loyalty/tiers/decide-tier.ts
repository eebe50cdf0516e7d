/**
 * Which tier a customer has: the highest of what their orders amount to, what a change of the programme let them keep, and what the
 * store's staff gave them. A rise holds at once. A fall by a refund, too; one by time after the days of grace.
 *
 * When the merchant changes what tiers ask for, nobody loses the tier that they have by that: it is kept for one whole period of the new
 * terms, or as long as it would have been kept before, whichever is longer; for life where a lifetime counts.
 */
import { addDays, dayIn, startOfDay } from '../../platform/kit/days.ts';
import { oneWholePeriod, type Standing } from './standing.ts';
import type { TierTerms } from './tier-terms.ts';

/** A tier that is held whatever the orders say; `until` null = without an end. */
export interface KeptTier {
  tierId: string;
  /** Ms. */
  until: number | null;
}

export interface TierState {
  /** Null = below the first. */
  tierId: string | null;
  /** Ms since when. */
  since: number | null;
  /** Ms at which it is lost unless something else happens; null = never. */
  keptUntil: number | null;
  /** The version with which the terms began by which this was decided. */
  terms: number;
  floor: KeptTier | null;
  assigned: KeptTier | null;
}

/** Why it is looked at. */
export type Occasion = 'orders' | 'programme' | 'staff' | 'merged';
/** reached: by orders. time, refund: why it was lost. programme, staff, merged: by that, upwards or downwards. */
export type Cause = 'reached' | 'time' | 'refund' | 'programme' | 'staff' | 'merged';

export interface TierChange {
  from: string | null;
  to: string | null;
  /** Ms from which it holds. */
  since: number;
  cause: Cause;
}

export interface TierDecision extends TierState {
  qualifying: number;
  /** Ms of the next moment at which time alone changes something; null = never. */
  nextAt: number | null;
  change: TierChange | null;
}

export interface TierFacts {
  /** Null = was never looked at. */
  present: TierState | null;
  standing: Standing;
  terms: TierTerms;
  /** Ids of the levels of the terms of `present`, from the lowest. */
  formerLevels: readonly string[];
  occasion: Occasion;
  now: number;
}

export function decideTier(facts: TierFacts): TierDecision {
  const { present, standing, terms, now } = facts;
  const counted = countedTier(standing, terms, now);
  const floor = floorOf(facts, counted);
  const assigned = stillKept(present?.assigned ?? null, facts);
  const held = [counted, floor, assigned].filter((one) => one !== null);
  const best = Math.max(-1, ...held.map(({ tierId }) => rankOf(terms, tierId)));
  const ends = held.filter(({ tierId }) => rankOf(terms, tierId) === best).map(({ until }) => until);
  const keptUntil = best < 0 || ends.includes(null) ? null : Math.max(...ends.map((end) => end ?? 0));
  const tierId = terms.levels[best]?.id ?? null;
  const change = changeOf(facts, tierId);
  const moments = [keptUntil, standing.changesAt].filter((moment) => moment !== null);
  return {
    tierId,
    since: change ? (tierId === null ? null : change.since) : (present?.since ?? null),
    keptUntil,
    terms: terms.version,
    floor,
    assigned,
    qualifying: standing.qualifying,
    nextAt: moments.length > 0 ? Math.min(...moments) : null,
    change,
  };
}

/** −1 = below the first, or not there any more. */
export function rankOf({ levels }: Pick<TierTerms, 'levels'>, tierId: string | null): number {
  return levels.findIndex(({ id }) => id === tierId);
}

/** By orders alone, grace included. */
function countedTier(standing: Standing, terms: TierTerms, now: number): KeptTier | null {
  const rank = standing.spans.findLastIndex((span) => span !== null && withGrace(span.until, terms) > now);
  const level = terms.levels[rank];
  const span = standing.spans[rank];
  if (!level || !span) return null;
  const until = withGrace(span.until, terms);
  return { tierId: level.id, until: Number.isFinite(until) ? until : null };
}

function withGrace(until: number, { timeZone, graceDays }: TierTerms): number {
  return Number.isFinite(until) ? startOfDay(timeZone, addDays(dayIn(timeZone, until), graceDays)) : until;
}

/** What is kept from earlier terms. */
function floorOf(facts: TierFacts, counted: KeptTier | null): KeptTier | null {
  const { present, terms, now } = facts;
  const floor = stillKept(present?.floor ?? null, facts);
  if (!present || present.terms === terms.version) return floor;
  const had = nearest(present.tierId, facts);
  const others = [counted, floor, stillKept(present.assigned, facts)];
  if (had === null || others.some((one) => one !== null && rankOf(terms, one.tierId) >= rankOf(terms, had)))
    return floor;
  if (terms.period === 'lifetime') return { tierId: had, until: null };
  return { tierId: had, until: Math.max(present.keptUntil ?? 0, withGrace(oneWholePeriod(terms, now), terms)) };
}

/** Null once it has ended. */
function stillKept(kept: KeptTier | null, facts: TierFacts): KeptTier | null {
  if (kept === null || (kept.until !== null && kept.until <= facts.now)) return null;
  const tierId = nearest(kept.tierId, facts);
  return tierId === null ? null : { ...kept, tierId };
}

/** The level itself or, where the merchant has removed it, the next one below that is still there. */
function nearest(tierId: string | null, { terms, formerLevels }: TierFacts): string | null {
  if (tierId === null || rankOf(terms, tierId) >= 0) return tierId;
  const below = formerLevels.slice(0, Math.max(0, formerLevels.indexOf(tierId)));
  return below.findLast((id) => rankOf(terms, id) >= 0) ?? null;
}

function changeOf({ present, standing, terms, occasion, now }: TierFacts, to: string | null): TierChange | null {
  const from = present?.tierId ?? null;
  if (from === to) return null;
  if (rankOf(terms, to) > rankOf(terms, from)) {
    // What had been reached before the present terms is a placement, and holds from now.
    const reached = Math.min(now, standing.spans[rankOf(terms, to)]?.from ?? now);
    if (occasion !== 'orders') return { from, to, since: now, cause: occasion };
    return reached < terms.since
      ? { from, to, since: now, cause: 'programme' }
      : { from, to, since: reached, cause: 'reached' };
  }
  const lapsed = present?.keptUntil ?? null;
  if (lapsed !== null && lapsed <= now) return { from, to, since: lapsed, cause: 'time' };
  const otherTerms = present !== null && present.terms !== terms.version;
  return { from, to, since: now, cause: otherTerms ? 'programme' : occasion === 'orders' ? 'refund' : occasion };
}
