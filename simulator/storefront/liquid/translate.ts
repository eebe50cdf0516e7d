import { lookUp, type Texts } from '../extension/read-extensions.ts';
import { escapeHtml } from '../../html.ts';

export interface Translations {
  /** Language that is shown. */
  locale: string;
  defaultLocale: string;
  texts: Map<string, Texts>;
}

/**
 * The `t` filter: the text in the shown language, else in the default one; of a text with plural forms the one for `count`.
 * What is put in is escaped unless the key ends in `_html`.
 */
export function translate(translations: Translations, key: string, values: Record<string, unknown>): string {
  for (const locale of new Set([translations.locale, translations.defaultLocale])) {
    const found = lookUp(translations.texts.get(locale), key);
    if (found === undefined) continue;
    const text = typeof found === 'string' ? found : plural(found, Number(values.count), locale);
    if (text !== undefined) return fill(text, values, !key.endsWith('_html'));
  }
  return `Translation missing: ${translations.locale}.${key}`;
}

function plural(forms: Texts, count: number, locale: string): string | undefined {
  if (Number.isNaN(count)) return undefined;
  if (count === 0 && typeof forms.zero === 'string') return forms.zero;
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
  return typeof form === 'string' ? form : undefined;
}

function fill(text: string, values: Record<string, unknown>, escapes: boolean): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined || value === null) return whole;
    return escapes ? escapeHtml(String(value)) : String(value);
  });
}
