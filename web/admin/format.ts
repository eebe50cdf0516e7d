/** Numbers, money and moments in the merchant's language, the shop's currency and the shop's time zone. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from './i18n.ts';

export interface Formats {
  number(value: number): string;
  /** Of 0 to 1. */
  percent(share: number): string;
  /** With its sign, also for a gain: +120, −30. */
  signed(value: number): string;
  /** A decimal string in the given currency, exactly. */
  money(amount: string, currency: string): string;
  /** A moment, as the day on which it fell in the shop. */
  date(iso: string, timeZone: string): string;
  dateTime(iso: string, timeZone: string): string;
  /** A day without a time, `YYYY-MM-DD`. */
  day(day: string): string;
  /** The same with its year. */
  longDay(day: string): string;
  /** From one day to another, both `YYYY-MM-DD`; one and the same is said once. */
  days(range: { from: string; to: string }): string;
}

/** 22/11/2026 is how a Vietnamese shop owner writes a date; Intl's own medium style says "22 thg 11, 2026". */
const dateStyle = {
  en: { day: 'numeric', month: 'short', year: 'numeric' },
  vi: { day: '2-digit', month: '2-digit', year: 'numeric' },
} as const;
const timeOfDay = {
  en: { hour: 'numeric', minute: '2-digit' },
  vi: { hour: '2-digit', minute: '2-digit' },
} as const;

const midnight = (day: string) => new Date(`${day}T00:00:00Z`);

export function createFormats(language: Language): Formats {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const signed = new Intl.NumberFormat(language, { signDisplay: 'exceptZero' });
  const day = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: language === 'vi' ? 'numeric' : 'short',
    timeZone: 'UTC',
  });
  const longDay = new Intl.DateTimeFormat(language, { ...dateStyle[language], timeZone: 'UTC' });
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    // The real minus sign, as wide as the plus above it.
    signed: (value) => signed.format(value).replace('-', '\u2212'),
    money: (amount, currency) =>
      new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount as Intl.StringNumericLiteral),
    date: (iso, timeZone) =>
      new Intl.DateTimeFormat(language, { ...dateStyle[language], timeZone }).format(new Date(iso)),
    dateTime: (iso, timeZone) =>
      new Intl.DateTimeFormat(language, { ...dateStyle[language], ...timeOfDay[language], timeZone }).format(
        new Date(iso),
      ),
    day: (text) => day.format(midnight(text)),
    longDay: (text) => longDay.format(midnight(text)),
    days: ({ from, to }) => day.formatRange(midnight(from), midnight(to)),
  };
}

export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'vi' ? 'vi' : 'en';
  return useMemo(() => createFormats(language), [language]);
}
