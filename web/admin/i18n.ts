/** The page speaks the language of the merchant's Shopify admin: Vietnamese or English, with Polaris' own words to match. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type polarisEnglish from '@shopify/polaris/locales/en.json';

export type Language = 'en' | 'vi';
type PolarisWords = typeof polarisEnglish;

/** Shopify gives the language as a BCP 47 tag, such as `vi` or `en-GB`; what we do not speak is answered in English. */
export function chooseLanguage(tag: string | null | undefined): Language {
  return tag?.toLowerCase().split('-')[0] === 'vi' ? 'vi' : 'en';
}

/** Loads one language only, and answers Polaris' dictionary of it. */
export async function startI18n(language: Language): Promise<PolarisWords> {
  const [own, polaris] = await (language === 'vi'
    ? Promise.all([import('./locales/vi.ts'), import('@shopify/polaris/locales/vi.json')])
    : Promise.all([import('./locales/en.ts'), import('@shopify/polaris/locales/en.json')]));
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: own.words } },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = language;
  return polaris.default;
}

/** The language that was started with. */
export function shownLanguage(): Language {
  return chooseLanguage(i18next.language);
}
