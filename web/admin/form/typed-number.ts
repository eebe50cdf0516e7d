/**
 * Reads numbers as merchants type them. "10.000" is ten thousand to a Vietnamese shop owner and ten to an English-speaking
 * one, so what a dot means depends on the language and on whether the currency has decimals at all.
 */
import type { Language } from '../i18n.ts';

const groupOf: Record<Language, string> = { en: ',', vi: '.' };

/** → plain decimal text such as "1250.5", or null where it is no number with at most that many decimals. */
export function decimalFromTyped(text: string, decimals: number, language: Language): string | null {
  const typed = text.replace(/[\s\u00a0\u202f]/g, '');
  const group = groupOf[language];
  if (/^\d+$/.test(typed)) return tidy(typed, '');
  const grouped = decimals === 0 ? /^\d{1,3}([.,])\d{3}(?:\1\d{3})*$/ : new RegExp(`^\\d{1,3}(?:\\${group}\\d{3})+$`);
  if (grouped.test(typed)) return tidy(typed.replace(/[.,]/g, ''), '');
  const parts = /^(\d+|\d{1,3}(?:[.,]\d{3})+)([.,])(\d+)$/.exec(typed);
  const [, whole = '', point = '', fraction = ''] = parts ?? [];
  if (!parts || decimals === 0 || fraction.length > decimals || whole.includes(point)) return null;
  return tidy(whole.replace(/[.,]/g, ''), fraction);
}

function tidy(whole: string, fraction: string): string | null {
  const digits = whole.replace(/^0+(?=\d)/, '');
  if (digits.length > 13) return null;
  const rest = fraction.replace(/0+$/, '');
  return rest ? `${digits}.${rest}` : digits;
}

/** The other way round, for showing it in a field: "10000" → "10.000", "1.5" → "1.50" in a currency of two decimals. */
export function typedFromDecimal(decimal: string, decimals: number, language: Language): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(language, digits).format(decimal as Intl.StringNumericLiteral);
}

/** "1.5" → "1,5" in Vietnamese, without zeros that say nothing. */
export function typedFromFactor(decimal: string, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(decimal as Intl.StringNumericLiteral);
}
