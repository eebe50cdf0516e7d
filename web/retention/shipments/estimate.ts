/** When a parcel comes: the carrier's day, else reckoned from its shipping, else from the order; in the working days of the store. */
import { addDays, dayIn } from '../../platform/kit/days.ts';
import type { Journey } from './journey.ts';
import type { DeliverySettings } from './settings.ts';
import type { Estimate, Stage } from './stages.ts';
import { addWorkingDays, isWorkingDay, type WorkingCalendar } from './working-days.ts';

/** What a store's estimates are reckoned by. */
export interface DeliveryTerms {
  settings: DeliverySettings;
  timeZone: string;
  /** Where the store is: ISO 3166-1 alpha-2; null = not known. */
  country: string | null;
}

export function calendarOf({ settings, timeZone }: DeliveryTerms): WorkingCalendar {
  return { timeZone, workingDays: settings.workingDays, holidays: settings.holidays };
}

/** Null where either end is not known: then nobody can say how long it takes. */
export function transitOf(terms: DeliveryTerms, destination: string | null): { min: number; max: number } | null {
  const { transit } = terms.settings;
  if (destination === null) return null;
  const own = transit.countries.find(({ country }) => country === destination);
  if (own) return { min: own.min, max: own.max };
  if (terms.country === null) return null;
  return destination === terms.country ? transit.domestic : transit.international;
}

/** Of a parcel; null where nothing can be said. */
export function promiseOf(
  journey: Pick<Journey, 'carrierEstimate'>,
  shippedAt: number,
  destination: string | null,
  terms: DeliveryTerms,
): Estimate | null {
  if (journey.carrierEstimate) {
    const day = dayGiven(journey.carrierEstimate.at, terms.timeZone);
    return { from: day, to: day, by: 'carrier' };
  }
  const transit = transitOf(terms, destination);
  if (!transit) return null;
  const shipped = dayIn(terms.timeZone, shippedAt);
  return { ...range(terms, shipped, transit.min, transit.max), by: 'transit' };
}

/** A carrier that names a day gives midnight in UTC, which is the evening before in America. */
function dayGiven(at: number, timeZone: string): string {
  return at % DAY === 0 ? dayIn('UTC', at) : dayIn(timeZone, at);
}
const DAY = 86_400_000;

/** Of an order of which nothing was sent yet. */
export function orderPromise(placedAt: number, destination: string | null, terms: DeliveryTerms): Estimate | null {
  const { processing } = terms.settings;
  const transit = transitOf(terms, destination);
  if (!transit) return null;
  const day = dayIn(terms.timeZone, placedAt);
  const tooLate = isWorkingDay(calendarOf(terms), day) && timeIn(terms.timeZone, placedAt) >= processing.cutOff;
  const counted = tooLate ? addDays(day, 1) : day;
  return { ...range(terms, counted, processing.min + transit.min, processing.max + transit.max), by: 'order' };
}

function range(terms: DeliveryTerms, day: string, min: number, max: number): { from: string; to: string } {
  const calendar = calendarOf(terms);
  return { from: addWorkingDays(calendar, day, min), to: addWorkingDays(calendar, day, max) };
}

/** HH:MM on the store's clocks. */
function timeIn(timeZone: string, at: number): string {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' });
    clocks.set(timeZone, clock);
  }
  return clock.format(at);
}
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Where the carrier has it at the door or has said that something is wrong, a day that was reckoned before would be a lie. */
const TELLS_A_DAY: readonly Stage[] = ['unshipped', 'label', 'shipped', 'in_transit', 'delayed', 'unknown'];

/** What of a promise may be told in that stage, whatever day it is. */
export function tellable(promise: Estimate | null, journey: Journey | null): Estimate | null {
  const stage = journey?.stage ?? 'unshipped';
  if (promise === null || !TELLS_A_DAY.includes(stage)) return null;
  // Only a day that was given with the delay, or after it.
  if (stage === 'delayed' && (journey?.carrierEstimate?.givenAt ?? -1) < (journey?.since ?? 0)) return null;
  return promise;
}

/**
 * What can be told today: nothing of days that have passed or that nobody works on, and nothing sooner than a parcel that has not set out yet can be there.
 * A reckoned day only where the merchant wants it shown.
 */
export function shownEstimate(
  promise: Estimate | null,
  stage: Stage,
  destination: string | null,
  terms: DeliveryTerms,
  now: number,
): Estimate | null {
  if (promise === null || (promise.by !== 'carrier' && !terms.settings.showEstimate)) return null;
  const soonest = soonestDay(promise, stage, destination, terms, now);
  if (soonest > promise.to) return null;
  return { ...promise, from: promise.from > soonest ? promise.from : soonest };
}

function soonestDay(
  promise: Estimate,
  stage: Stage,
  destination: string | null,
  terms: DeliveryTerms,
  now: number,
): string {
  const today = dayIn(terms.timeZone, now);
  if (promise.by === 'carrier') return today;
  const atTheStore = stage === 'unshipped' || stage === 'label';
  const transit = atTheStore ? transitOf(terms, destination) : null;
  return addWorkingDays(calendarOf(terms), today, transit?.min ?? 0);
}

/** Of several that come apart: from the first to the last; null where one is not known. */
export function together(estimates: readonly (Estimate | null)[]): Estimate | null {
  const known = estimates.filter((one) => one !== null);
  const [first] = known;
  if (!first || known.length < estimates.length) return null;
  return known.reduce(
    (all, one) => ({
      from: one.from < all.from ? one.from : all.from,
      to: one.to > all.to ? one.to : all.to,
      by: WEAKEST.indexOf(one.by) > WEAKEST.indexOf(all.by) ? one.by : all.by,
    }),
    first,
  );
}
const WEAKEST: readonly Estimate['by'][] = ['carrier', 'transit', 'order'];
