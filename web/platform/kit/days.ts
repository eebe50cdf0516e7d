/** Days and times of day in a store's time zone. A day is `YYYY-MM-DD`, a local time `YYYY-MM-DDTHH:MM` with or without seconds. */
import { DAY } from './clock.ts';

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

/**
 * The moment, ms, at which the zone's clocks show that local time; of one that they show twice, the first; of one that they leap over, as
 * much later.
 */
export function momentIn(timeZone: string, local: string): number {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) throw new RangeError(`not a local time: ${local}`);
  const [before, after] = [offsetAt(timeZone, asUtc - DAY), offsetAt(timeZone, asUtc + DAY)];
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (offsetAt(timeZone, asUtc - offset) === offset) return asUtc - offset;
  }
  return asUtc - before;
}

/** The same days are asked for again and again, and each takes the time of reading a row. */
const starts = new Map<string, number>();
const MOST_STARTS = 10_000;

/** Ms of the day's first moment in the zone. */
export function startOfDay(timeZone: string, day: string): number {
  const key = `${day} ${timeZone}`;
  let start = starts.get(key);
  if (start === undefined) {
    start = momentIn(timeZone, `${day}T00:00`);
    if (starts.size >= MOST_STARTS) starts.clear();
    starts.set(key, start);
  }
  return start;
}

/** Ms of the first moment after the day. */
export function endOfDay(timeZone: string, day: string): number {
  return startOfDay(timeZone, addDays(day, 1));
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The same day of the month so many months later; where that month is shorter, its last day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  return `${last.toISOString().slice(0, 8)}${String(Math.min(date, last.getUTCDate())).padStart(2, '0')}`;
}

/** First day of the calendar's period that the day is in, and of the one after it. Weeks begin on Monday. */
export function periodOf(day: string, period: 'day' | 'week' | 'month' | 'year'): [first: string, next: string] {
  if (period === 'day') return [day, addDays(day, 1)];
  if (period === 'week') {
    const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
    const first = addDays(day, -sinceMonday);
    return [first, addDays(first, 7)];
  }
  const first = period === 'month' ? `${day.slice(0, 7)}-01` : `${day.slice(0, 4)}-01-01`;
  return [first, addMonths(first, period === 'month' ? 1 : 12)];
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the zone's clocks are ahead of UTC at that moment, ms. */
function offsetAt(timeZone: string, ms: number): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(timeZone, clock);
  }
  const part = Object.fromEntries(clock.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const whole = Math.floor(ms / 1_000) * 1_000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}
