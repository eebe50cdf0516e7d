/** The periods of a report: whole days or calendar months of the store, the first and last cut to what was asked for. */
import { addDays, addMonths, startOfDay } from '../../platform/kit/days.ts';

export interface Period {
  /** `2026-11` or `2026-11-22`. */
  name: string;
  /** Ms: its first moment, and the first one after it. */
  start: number;
  end: number;
}

/** From the day `from` to the day `to`, both included. */
export function periodsOf(timeZone: string, from: string, to: string, by: 'month' | 'day'): Period[] {
  const after = addDays(to, 1);
  const periods: Period[] = [];
  let day = from;
  while (day < after) {
    const following = by === 'day' ? addDays(day, 1) : addMonths(`${day.slice(0, 7)}-01`, 1);
    const next = following < after ? following : after;
    periods.push({
      name: by === 'day' ? day : day.slice(0, 7),
      start: startOfDay(timeZone, day),
      end: startOfDay(timeZone, next),
    });
    day = next;
  }
  return periods;
}
