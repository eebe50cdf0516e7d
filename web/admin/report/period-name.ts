import { useTranslation } from 'react-i18next';
import { useFormats } from '../format.ts';
import { chooseLanguage, type Language } from '../i18n.ts';

export function usePeriodName(): (period: string) => string {
  const { i18n } = useTranslation();
  const { day } = useFormats();
  return (period) => (period.length > 7 ? day(period) : monthName(period, chooseLanguage(i18n.language)));
}

/** `2026-11` → "Nov 2026"; in Vietnamese 11/2026, as everybody writes it. */
function monthName(month: string, language: Language): string {
  if (language === 'vi') return `${month.slice(5)}/${month.slice(0, 4)}`;
  const format = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
