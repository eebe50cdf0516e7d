/** When a birthday counts, and whose it is on a day. */
import { addDays, addMonths } from '../../platform/kit/days.ts';

/** 100 × month + day; 29 February is one. */
export type MonthDay = number;

/** Told later than so many days before the birthday, it counts from the next one on: nobody is born the day after a tap. */
export const KNOWN_BEFORE_DAYS = 7;
/** After an outage of no more than so many days nobody goes without. */
const LOOK_BACK_DAYS = 7;

/** Null: there is no such day. */
export function monthDayOf(month: number, day: number): MonthDay | null {
  const date = new Date(Date.UTC(2_000, month - 1, day));
  return Number.isInteger(month) &&
    Number.isInteger(day) &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day
    ? month * 100 + day
    : null;
}

/** A change waits a year: the day from which another one is taken. `toldOn`: `YYYY-MM-DD`. */
export function changeableOn(toldOn: string): string {
  return addMonths(toldOn, 12);
}

export interface BirthdayOn {
  monthDay: MonthDay;
  /** `YYYY-MM-DD`. */
  day: string;
}

/** The birthdays of today and of the days before that might have been missed. */
export function birthdaysUpTo(today: string): BirthdayOn[] {
  return Array.from({ length: LOOK_BACK_DAYS }, (_, back) => addDays(today, -back)).flatMap(birthdaysOn);
}

/** Who was born on 29 February has the 28th where there is no 29th. */
function birthdaysOn(day: string): BirthdayOn[] {
  const monthDay = Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10));
  const isLastOfFebruary = monthDay === 228 && addDays(day, 1).endsWith('-03-01');
  return isLastOfFebruary
    ? [
        { monthDay, day },
        { monthDay: 229, day },
      ]
    : [{ monthDay, day }];
}

/** Of the birthdays that the day stands for, the last. */
export function lastOn(day: string): MonthDay {
  return Math.max(...birthdaysOn(day).map(({ monthDay }) => monthDay));
}

/** The next day that is the birthday `after` today, or else the first of the next year. */
export function nextBirthday(today: string, { after, first }: { after: MonthDay | null; first: MonthDay }): string {
  const year = Number(today.slice(0, 4));
  return after === null ? dayIn(year + 1, first) : dayIn(year, after);
}

function dayIn(year: number, monthDay: MonthDay): string {
  const [month, day] = [Math.floor(monthDay / 100), monthDay % 100];
  const date = new Date(Date.UTC(year, month - 1, day));
  // 29 February of another year.
  if (date.getUTCDate() !== day) return `${year}-02-28`;
  return date.toISOString().slice(0, 10);
}
