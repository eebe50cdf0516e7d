/**
 * Which settings are typed as text in a form and what they may hold. Everything else stands in the form as it is stored. What
 * may be left empty is null in the settings and '' in the form.
 */
import { currencyDecimals } from '../../platform/kit/money.ts';
import type { Language } from '../i18n.ts';
import { decimalFromTyped, typedFromDecimal, typedFromFactor } from './typed-number.ts';

export type Kind =
  | { kind: 'whole'; min: number; max: number; mayBeEmpty?: true }
  | { kind: 'money'; mayBeEmpty?: true; mayBeZero?: true }
  | { kind: 'factor' }
  /** What a tier asks for: money or a whole number, as the tiers count. */
  | { kind: 'reached' }
  | { kind: 'text'; mayBeEmpty: true };

export const whole = (min: number, max: number): Kind => ({ kind: 'whole', min, max });

/** By the setting's path, `*` standing for any place in a list. */
export type Kinds = Readonly<Record<string, Kind>>;

/** `spend.rewards.3.points` → `spend.rewards.*.points`. */
export const patternOf = (path: string): string => path.replace(/\.\d+(?=\.|$)/g, '.*');

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
  return isMoney(kind, basis) ? currencyDecimals(currency) : 0;
}

export const isMoney = (kind: Kind, basis: Typing['basis']): boolean =>
  kind.kind === 'money' || (kind.kind === 'reached' && basis === 'spend');

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
