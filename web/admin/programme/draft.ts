/** The settings as they stand in the form: numbers as typed, the start as a day of the shop. */
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { type ProgrammeSettings, programmeSettings } from '../../loyalty/programme/settings.ts';
import { currencyDecimals } from '../../platform/kit/money.ts';
import type { Language } from '../i18n.ts';
import { placeOf } from './field-paths.ts';
import { dayInShop, startOfDay } from '../shop-day.ts';
import { decimalFromTyped, integerFromTyped, typedFromDecimal } from './typed-number.ts';

export interface Draft {
  status: ProgrammeSettings['status'];
  startDay: string;
  points: string;
  per: string;
  basis: ProgrammeSettings['earn']['basis'];
  windowDays: string;
  windowStartsAt: ProgrammeSettings['window']['startsAt'];
  products: ProgrammeSettings['exclude']['products'];
  customerTags: string[];
  sources: ProgrammeSettings['sources'];
  nameEnOne: string;
  nameEnOther: string;
  nameVi: string;
  worthPoints: string;
  worthAmount: string;
}

export function draftOf(document: ProgrammeDocument, language: Language): Draft {
  const decimals = currencyDecimals(document.currency);
  const whole = (value: number) => typedFromDecimal(String(value), 0, language);
  return {
    status: document.status,
    startDay: dayInShop(document.startsAt, document.timeZone),
    points: whole(document.earn.points),
    per: typedFromDecimal(document.earn.per, decimals, language),
    basis: document.earn.basis,
    windowDays: whole(document.window.days),
    windowStartsAt: document.window.startsAt,
    products: document.exclude.products,
    customerTags: document.exclude.customerTags,
    sources: document.sources,
    nameEnOne: document.name.en.one,
    nameEnOther: document.name.en.other,
    nameVi: document.name.vi.other,
    worthPoints: whole(document.worth.points),
    worthAmount: typedFromDecimal(document.worth.amount, decimals, language),
  };
}

/** Dotted paths of the settings that are wrong, such as `earn.per`. */
export type Checked = { settings: ProgrammeSettings } | { wrong: Set<string> };

export function checkDraft(draft: Draft, document: ProgrammeDocument, language: Language): Checked {
  const decimals = currencyDecimals(document.currency);
  const money = (text: string) => decimalFromTyped(text, decimals, language) ?? '';
  // The exact moment stays as long as the day does: turning the programme on at noon must not reach back to midnight.
  const sameDay = draft.startDay === dayInShop(document.startsAt, document.timeZone);
  const parsed = programmeSettings.safeParse({
    status: draft.status,
    startsAt: sameDay ? document.startsAt : startOfDay(draft.startDay, document.timeZone),
    earn: { points: integerFromTyped(draft.points, language), per: money(draft.per), basis: draft.basis },
    window: { days: integerFromTyped(draft.windowDays, language), startsAt: draft.windowStartsAt },
    exclude: { products: draft.products, customerTags: draft.customerTags },
    sources: draft.sources,
    name: { en: { one: draft.nameEnOne, other: draft.nameEnOther }, vi: { other: draft.nameVi } },
    worth: { points: integerFromTyped(draft.worthPoints, language), amount: money(draft.worthAmount) },
  });
  if (parsed.success) return { settings: parsed.data };
  return { wrong: new Set(parsed.error.issues.map((issue) => placeOf(issue.path.join('.')))) };
}
