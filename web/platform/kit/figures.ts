/** Numbers, money and days as people of either language read them. */

/** 22/11/2026 is how a date is written in Vietnam; Intl's medium style says "22 thg 11, 2026". */
const dateStyle = {
  en: { day: 'numeric', month: 'short', year: 'numeric' },
  vi: { day: '2-digit', month: '2-digit', year: 'numeric' },
} as const;
/** Of a day that is near, its name says more than its year. */
const weekdayStyle = {
  en: { weekday: 'long', day: 'numeric', month: 'long' },
  vi: { weekday: 'long', day: '2-digit', month: '2-digit' },
} as const;

export type Figures = ReturnType<typeof figures>;

export function figures(language: 'en' | 'vi') {
  const numbers = new Intl.NumberFormat(language);
  const weekdays = new Intl.DateTimeFormat(language, { ...weekdayStyle[language], timeZone: 'UTC' });
  const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);
  return {
    number: (count: number) => numbers.format(count),
    /** The day that a moment (ms) falls in. */
    date: (ms: number, timeZone: string) =>
      new Intl.DateTimeFormat(language, { ...dateStyle[language], timeZone }).format(ms),
    /** `Tuesday, November 24`, or from one such day to another; both `YYYY-MM-DD`. */
    weekdays: (from: string, to: string) => weekdays.formatRange(noon(from), noon(to)),
    /** A decimal amount. */
    money: (amount: string, currency: string) =>
      new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount as Intl.StringNumericLiteral),
  };
}
