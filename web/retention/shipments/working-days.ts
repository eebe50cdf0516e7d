/** The days on which a store and its carriers work. Days are `YYYY-MM-DD` in the store's zone. */
import { addDays, dayIn, endOfDay } from '../../platform/kit/days.ts';

export interface WorkingCalendar {
  timeZone: string;
  /** 1 = Monday … 7 = Sunday; at least one. */
  workingDays: readonly number[];
  holidays: readonly string[];
}

export function isWorkingDay(calendar: WorkingCalendar, day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return calendar.workingDays.includes(weekday) && !calendar.holidays.includes(day);
}

/** So many working days after the day, or after the first working day that follows where nobody works on it; 0 = that day itself. */
export function addWorkingDays(calendar: WorkingCalendar, day: string, days: number): string {
  let result = workingDayFrom(calendar, day);
  for (let left = days; left > 0; left -= 1) result = workingDayFrom(calendar, addDays(result, 1));
  return result;
}

/** The day itself, or the first working day after it. */
function workingDayFrom(calendar: WorkingCalendar, day: string): string {
  let result = day;
  while (!isWorkingDay(calendar, result)) result = addDays(result, 1);
  return result;
}

/** Ms: the first moment at which so many whole working days have passed since then. */
export function afterWorkingDays(calendar: WorkingCalendar, since: number, days: number): number {
  let day = dayIn(calendar.timeZone, since);
  for (let left = days; left > 0; left -= 1) day = workingDayFrom(calendar, addDays(day, 1));
  return endOfDay(calendar.timeZone, day);
}
