/** Whether a parcel is late or stuck, and when to look again. */
import { DAY } from '../../platform/kit/clock.ts';
import { endOfDay } from '../../platform/kit/days.ts';
import { calendarOf, type DeliveryTerms } from './estimate.ts';
import type { Journey } from './journey.ts';
import { hasArrived } from './stage-of.ts';
import type { Attention, Estimate } from './stages.ts';
import { afterWorkingDays } from './working-days.ts';

/** Without news for so long, nothing is said any more: it may have arrived a long time ago. */
export const SILENT_AFTER = 30 * DAY;

export interface Watched {
  journey: Journey;
  firstPromise: Estimate | null;
  promise: Estimate | null;
  destination: string | null;
  /** Shopify hears of other parcels of this carrier: then that nothing is heard of this one says something. */
  heardOf: boolean;
}

export interface Verdict {
  attention: Attention | null;
  /** Ms: since when. */
  since: number | null;
  silent: boolean;
  /** Ms of the next moment at which time alone makes a difference; null = never. */
  nextAt: number | null;
}

const NOTHING: Verdict = { attention: null, since: null, silent: false, nextAt: null };

export function watch(watched: Watched, terms: DeliveryTerms, now: number): Verdict {
  const { journey, heardOf } = watched;
  const { stage } = journey;
  if (hasArrived(stage) || stage === 'cancelled') return NOTHING;
  const silentAt = journey.lastNewsAt + SILENT_AFTER;
  if (now >= silentAt) return { ...NOTHING, silent: true };
  if (stage === 'failed') return { ...NOTHING, attention: 'stuck', since: journey.since, nextAt: silentAt };
  // It waits for the customer. And of what nobody reports it is not known whether it has come.
  if (stage === 'ready_for_pickup' || !(journey.reported || heardOf)) return { ...NOTHING, nextAt: silentAt };
  const stuckAt = stalledAt(watched, terms);
  const lateAt = lateSince(watched, terms);
  const nextAt = Math.min(...[stuckAt, lateAt, silentAt].filter((at) => at > now));
  if (stuckAt <= now) return { attention: 'stuck', since: stuckAt, silent: false, nextAt };
  if (lateAt <= now) return { attention: 'late', since: lateAt, silent: false, nextAt };
  return { ...NOTHING, nextAt };
}

/** Ms: when it has been without news for as long as the merchant bears with. */
function stalledAt({ journey, destination }: Watched, terms: DeliveryTerms): number {
  const { stalls } = terms.settings;
  const atTheStore = journey.stage === 'label' || journey.stage === 'shipped';
  const abroad = destination !== null && terms.country !== null && destination !== terms.country;
  const days = atTheStore ? stalls.label : abroad ? stalls.international : stalls.domestic;
  return afterWorkingDays(calendarOf(terms), journey.lastNewsAt, days);
}

/** Ms: when the promise was broken, or the carrier said that it will be; Infinity = there is none. */
function lateSince({ journey, firstPromise, promise }: Watched, terms: DeliveryTerms): number {
  const promised = firstPromise ?? promise;
  // What was promised first, and the carrier's own day even where that is sooner.
  const days = [promised, promise?.by === 'carrier' ? promise : null].flatMap((one) => one?.to ?? []);
  const over = Math.min(Infinity, ...days.map((day) => endOfDay(terms.timeZone, day)));
  const given = journey.carrierEstimate?.givenAt ?? Infinity;
  const postponed = promised !== null && promise?.by === 'carrier' && promise.to > promised.to ? given : Infinity;
  const said = journey.stage === 'delayed' ? journey.since : Infinity;
  return Math.min(over, postponed, said);
}
