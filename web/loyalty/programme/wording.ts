/** Numbers, points, money and days as a store's shoppers read them. */
import type { ProgrammeSettings } from './settings.ts';

export type Wording = ReturnType<typeof wording>;

/** 22/11/2026 is how a date is written in Vietnam; Intl's medium style says "22 thg 11, 2026". */
const dateStyle = {
  en: { day: 'numeric', month: 'short', year: 'numeric' },
  vi: { day: '2-digit', month: '2-digit', year: 'numeric' },
} as const;

export function wording(language: 'en' | 'vi', names: ProgrammeSettings['name']) {
  const numbers = new Intl.NumberFormat(language);
  const number = (count: number) => numbers.format(count);
  const name = (count: number) =>
    language === 'vi'
      ? names.vi.other
      : new Intl.PluralRules('en').select(Math.abs(count)) === 'one'
        ? names.en.one
        : names.en.other;
  return {
    number,
    /** What the points are called, for so many. */
    name,
    points: (count: number) => `${number(count)} ${name(count)}`,
    /** The day that a moment (ms) falls in. */
    date: (ms: number, timeZone: string) =>
      new Intl.DateTimeFormat(language, { ...dateStyle[language], timeZone }).format(ms),
    /** A decimal amount. */
    money: (amount: string, currency: string) =>
      new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount as Intl.StringNumericLiteral),
  };
}
