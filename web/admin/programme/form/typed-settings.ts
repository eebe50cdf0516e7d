/**
 * Which settings are typed as text in the form and what they may hold. Everything else stands in the form as it is stored. What
 * may be left empty is null in the settings and '' in the form.
 */
import { currencyDecimals } from '../../../platform/kit/money.ts';
import type { Language } from '../../i18n.ts';
import { decimalFromTyped, typedFromDecimal, typedFromFactor } from './typed-number.ts';

export type Kind =
  | { kind: 'whole'; min: number; max: number; mayBeEmpty?: true }
  | { kind: 'money'; mayBeEmpty?: true; mayBeZero?: true }
  | { kind: 'factor' }
  /** What a tier asks for: money or a whole number, as the tiers count. */
  | { kind: 'reached' }
  | { kind: 'text'; mayBeEmpty: true };

const whole = (min: number, max: number): Kind => ({ kind: 'whole', min, max });
const wholeOrNone = (min: number, max: number): Kind => ({ kind: 'whole', min, max, mayBeEmpty: true });
const money: Kind = { kind: 'money' };
const moneyOrNone: Kind = { kind: 'money', mayBeEmpty: true };
const textOrNone: Kind = { kind: 'text', mayBeEmpty: true };
const points = whole(1, 1_000_000);
const times = whole(1, 1_000);

/** `*` stands for any place in a list. */
export const typedSettings: Readonly<Record<string, Kind>> = {
  'earn.points': whole(1, 100_000),
  'earn.per': money,
  'earn.minimum': moneyOrNone,
  'earn.multipliers.*.factor': { kind: 'factor' },
  'earn.multipliers.*.from': textOrNone,
  'earn.multipliers.*.until': textOrNone,
  'earn.limit.points': points,
  'earn.bonuses.firstOrder.points': points,
  'earn.bonuses.orderGoals.*.orders': times,
  'earn.bonuses.orderGoals.*.points': points,
  'earn.bonuses.spendGoals.*.amount': money,
  'earn.bonuses.spendGoals.*.points': points,
  'earn.actions.signUp.points': points,
  'earn.actions.birthday.points': points,
  'earn.actions.newsletter.points': points,
  'earn.actions.review.points': points,
  'earn.actions.review.limit.times': times,
  'earn.actions.social.*.points': points,
  'earn.actions.custom.*.points': points,
  'earn.actions.custom.*.limit.times': times,
  'spend.rewards.*.points': points,
  'spend.rewards.*.amount': money,
  'spend.rewards.*.percent': whole(1, 100),
  'spend.rewards.*.min': points,
  'spend.rewards.*.max': wholeOrNone(1, 1_000_000),
  'spend.rewards.*.step': points,
  'spend.rewards.*.validDays': wholeOrNone(1, 3_650),
  'spend.rewards.*.minimumSubtotal': moneyOrNone,
  'tiers.months': whole(1, 60),
  'tiers.graceDays': whole(0, 365),
  'tiers.levels.*.from': { kind: 'reached' },
  'tiers.levels.*.multiplier': { kind: 'factor' },
  'tiers.levels.*.entryPoints': whole(0, 1_000_000),
  'tiers.levels.*.color': textOrNone,
  'referrals.friend.amount': money,
  'referrals.friend.percent': whole(1, 100),
  'referrals.minimumSubtotal': moneyOrNone,
  'referrals.validDays': whole(1, 365),
  'referrals.points': points,
  'referrals.mostPerYear': wholeOrNone(1, 1_000),
  'window.days': whole(0, 365),
  'expiry.months': whole(1, 120),
  'expiry.remindDays': whole(1, 90),
  'worth.points': points,
  'worth.amount': { kind: 'money', mayBeZero: true },
  'look.accent': textOrNone,
};

/** `spend.rewards.3.points` → `spend.rewards.*.points`. */
export const patternOf = (path: string): string => path.replace(/\.\d+(?=\.|$)/g, '.*');
export const kindOf = (path: string): Kind | undefined => typedSettings[patternOf(path)];

export interface Typing {
  language: Language;
  currency: string;
  /** What tiers count. */
  basis: 'points' | 'spend' | 'orders';
}

/** Decimals that may be typed; null for what is no number. */
export function decimalsOf(kind: Kind, { currency, basis }: Omit<Typing, 'language'>): number | null {
  if (kind.kind === 'text') return null;
  if (kind.kind === 'factor') return 3;
  const isMoney = kind.kind === 'money' || (kind.kind === 'reached' && basis === 'spend');
  return isMoney ? currencyDecimals(currency) : 0;
}

/** As it stands in its field. */
export function typedText(kind: Kind, value: string | number | null, typing: Typing): string {
  if (value === null) return '';
  const decimals = decimalsOf(kind, typing);
  if (decimals === null) return String(value);
  if (kind.kind === 'factor') return typedFromFactor(String(value), typing.language);
  return typedFromDecimal(String(value), decimals, typing.language);
}

/** As the settings hold it; what makes no sense becomes something that their schema refuses. */
export function settingFromText(kind: Kind, typed: string, typing: Typing): string | number | null {
  if (typed.trim() === '' && 'mayBeEmpty' in kind) return null;
  const decimals = decimalsOf(kind, typing);
  if (decimals === null) return typed;
  const decimal = decimalFromTyped(typed, decimals, typing.language);
  return kind.kind === 'whole' ? Number(decimal ?? Number.NaN) : (decimal ?? '');
}
