/** What of the programme holds for every booking: how long points are valid, what becomes of what nobody has any more, and who hears of it. */
import { addDays, addMonths, dayIn, endOfDay, momentIn } from '../../platform/kit/days.ts';
import type { ProgrammeVersion } from '../programme/settings.ts';

export interface BookingTerms {
  /** Null: points never lapse. */
  expiry: Expiry | null;
  /** When a refund takes more than is left: the rest is owed, or written off (rule O). */
  negative: 'allow' | 'clamp';
  /** Tiers or emails are switched on, which follow every change of points. */
  heard: boolean;
}

export interface Expiry {
  months: number;
  remindDays: number;
  /** Ms from which points lapse at all: what was there before has a full period from then (rule Q). */
  since: number;
  /** The store's: a lot is good until the end of a day there. */
  timeZone: string;
}

/** Of a store of which no programme is known. */
export const PLAIN_TERMS: BookingTerms = { expiry: null, negative: 'allow', heard: false };

/** As the newest version has it. */
export function bookingTerms(versions: readonly ProgrammeVersion[], timeZone: string): BookingTerms {
  const present = versions.at(-1);
  if (!present) return PLAIN_TERMS;
  const { expiry, negative, tiers, emails } = present.settings;
  const heard = tiers.on || emails.kinds.points_earned === true;
  if (expiry === null) return { expiry, negative, heard };
  const lastWithout = versions.findLastIndex(({ settings }) => settings.expiry === null);
  return {
    expiry: { ...expiry, since: versions[lastWithout + 1]?.validFrom ?? present.validFrom, timeZone },
    negative,
    heard,
  };
}

/** The last moment of points that become available then; null = they never lapse, or nobody knows yet. */
export function expiresAt(expiry: Expiry | null, availableAt: number | null): number | null {
  if (expiry === null || availableAt === null) return null;
  const from = dayIn(expiry.timeZone, Math.max(availableAt, expiry.since));
  return endOf(expiry, addMonths(from, expiry.months));
}

/** Points that come back to a lot that has lapsed are good for so many days more (rule M). */
const DAYS_MORE = 30;

export function expiresAfterReturn(expiry: Expiry | null, now: number): number | null {
  return expiry && endOf(expiry, addDays(dayIn(expiry.timeZone, now), DAYS_MORE));
}

/** Nobody is written to at night. */
const MORNING = 'T09:00';

/** When the customer is told that points are about to lapse. */
export function remindAt(expiry: Expiry, lapses: number): number {
  return momentIn(expiry.timeZone, `${addDays(dayIn(expiry.timeZone, lapses), -expiry.remindDays)}${MORNING}`);
}

const ends = new Map<string, number>();
/** Many lots end on the same day. */
const MOST_ENDS = 5_000;

function endOf({ timeZone }: Expiry, day: string): number {
  const key = `${timeZone} ${day}`;
  const known = ends.get(key);
  if (known !== undefined) return known;
  if (ends.size >= MOST_ENDS) ends.clear();
  const end = endOfDay(timeZone, day) - 1;
  ends.set(key, end);
  return end;
}
