/** Calendar facts of a moment in a time zone: shoppers order by their own clock, not by UTC. */
import type { Ms } from '../world/types.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the zone's clocks show at that moment, as if it were UTC; subtract the moment and the zone's offset is left. */
function wallClock(timeZone: string, moment: Ms): Ms {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(moment)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** 1–12. */
export function monthOf(timeZone: string, moment: Ms): number {
  return new Date(wallClock(timeZone, moment)).getUTCMonth() + 1;
}

/** `timeOfDay` (ms since local midnight) on the local day of `moment`. */
export function atTimeOfDay(timeZone: string, moment: Ms, timeOfDay: number): Ms {
  const shown = wallClock(timeZone, moment);
  const offset = shown - Math.floor(moment / 1000) * 1000;
  return Math.floor(shown / DAY) * DAY + timeOfDay - offset;
}
