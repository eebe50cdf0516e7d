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

/** Of something that happened these days, the year says nothing. */
const momentStyle = {
  en: { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  vi: { day: 'numeric', month: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const;

export type Figures = ReturnType<typeof build>;

/** Making a format takes longer than writing a hundred numbers by it. */
const made = new Map<string, Figures>();

export function figures(language: 'en' | 'vi'): Figures {
  const found = made.get(language) ?? build(language);
  made.set(language, found);
  return found;
}

function build(language: 'en' | 'vi') {
  const numbers = new Intl.NumberFormat(language);
  const weekdays = new Intl.DateTimeFormat(language, { ...weekdayStyle[language], timeZone: 'UTC' });
  const dates = kept((timeZone) => new Intl.DateTimeFormat(language, { ...dateStyle[language], timeZone }));
  const moments = kept((timeZone) => new Intl.DateTimeFormat(language, { ...momentStyle[language], timeZone }));
  const monies = kept((currency) => new Intl.NumberFormat(language, { style: 'currency', currency }));
  const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);
  return {
    number: (count: number) => numbers.format(count),
    /** The day that a moment (ms) falls in. */
    date: (ms: number, timeZone: string) => dates(timeZone).format(ms),
    /** `Nov 24, 2:05 PM` */
    moment: (ms: number, timeZone: string) => moments(timeZone).format(ms),
    /** `Tuesday, November 24`, or from one such day to another; both `YYYY-MM-DD`. */
    weekdays: (from: string, to: string) => weekdays.formatRange(noon(from), noon(to)),
    /** A decimal amount. */
    money: (amount: string, currency: string) => monies(currency).format(amount as Intl.StringNumericLiteral),
  };
}

function kept<Format>(make: (name: string) => Format): (name: string) => Format {
  const formats = new Map<string, Format>();
  return (name) => {
    const format = formats.get(name) ?? make(name);
    formats.set(name, format);
    return format;
  };
}
