import type { Shop } from '../world/types.ts';

export const languages = ['en', 'vi'] as const;
export type Language = (typeof languages)[number];
const names: Record<Language, string> = { en: 'English', vi: 'Tiếng Việt' };

export const isLanguage = (text: string | undefined): text is Language =>
  (languages as readonly string[]).includes(text ?? '');
export const shopLanguage = (shop: Shop): Language => (isLanguage(shop.locale) ? shop.locale : 'en');

export interface Localised {
  language: Language;
  /** What addresses begin with: empty for the shop's own language, else `/vi`. */
  root: string;
  /** The path without the language. */
  path: string;
}

/** The language by the path's first part; the shop's own language has none. */
export function localise(shop: Shop, path: string): Localised {
  const own = shopLanguage(shop);
  const [, first, rest] = /^\/(en|vi)(\/.*)?$/.exec(path) ?? [];
  const language = isLanguage(first) ? first : own;
  return { language, root: language === own ? '' : `/${language}`, path: isLanguage(first) ? (rest ?? '/') : path };
}

export interface LanguageDrop {
  iso_code: string;
  endonym_name: string;
  name: string;
  primary: boolean;
  root_url: string;
}
export const languageDrop = (shop: Shop, language: Language): LanguageDrop => ({
  iso_code: language,
  endonym_name: names[language],
  name: names[language],
  primary: language === shopLanguage(shop),
  root_url: language === shopLanguage(shop) ? '/' : `/${language}`,
});
