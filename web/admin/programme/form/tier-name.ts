import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../i18n.ts';
import { useFields } from './fields.ts';

/** A tier's name in the merchant's language, as it stands in the form. */
export function useTierName(): (id: string) => string {
  const { t, i18n } = useTranslation();
  const { draft } = useFields();
  const language = chooseLanguage(i18n.language);
  return (id) => {
    const level = draft.tiers.levels.find((one) => one.id === id);
    if (!level) return t('programme.tierGone');
    const other = language === 'vi' ? 'en' : 'vi';
    return level.name[language] || level.name[other] || t('programme.tierNameless');
  };
}
