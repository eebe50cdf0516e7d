/** The words of our theme blocks, taken from the extension itself, so that the preview cannot drift from what shoppers read. */
import en from '../../../extensions/points/locales/en.default.json' with { type: 'json' };
import vi from '../../../extensions/points/locales/vi.json' with { type: 'json' };
import type { Language } from '../i18n.ts';

const words = { en, vi };
type Phrase = string | { one?: string; other: string };

/** Fills `{{ name }}` as Liquid's `t` filter does, with the plural form that `count` asks for. */
export function phrase(
  language: Language,
  choose: (words: typeof en | typeof vi) => Phrase,
  values: Record<string, string>,
  count = 2,
): string {
  const chosen = choose(words[language]);
  const form = new Intl.PluralRules(language).select(count);
  const text = typeof chosen === 'string' ? chosen : form === 'one' ? (chosen.one ?? chosen.other) : chosen.other;
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_match, name: string) => values[name] ?? '');
}
