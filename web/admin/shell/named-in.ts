import { chooseLanguage } from '../i18n.ts';

/** What shoppers read, in the merchant's language; in the other one where the merchant has written only that. */
export function namedIn(tag: string, text: { en: string; vi: string }): string {
  const language = chooseLanguage(tag);
  return text[language] || text[language === 'vi' ? 'en' : 'vi'];
}
