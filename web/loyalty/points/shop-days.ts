/** Calendar days of a store's time zone. */
import { DAY } from '../../platform/kit/clock.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Ms → `YYYY-MM-DD` in the zone. */
export function dayIn(timeZone: string, ms: number): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(ms);
}

/** The last `count` days of the zone up to the one that `now` falls in, oldest first. */
export function lastDays(timeZone: string, now: number, count: number): string[] {
  // Days have 23 to 25 hours; counting calendar dates does not mind.
  const today = Date.parse(`${dayIn(timeZone, now)}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    new Date(today - (count - 1 - index) * DAY).toISOString().slice(0, 10),
  );
}
