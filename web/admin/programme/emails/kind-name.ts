import { useTranslation } from 'react-i18next';
import { emailKinds } from '../../../loyalty/programme/settings.ts';

/** What the merchant calls an email; the title that customers read speaks to them. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslation();
  return (kind) => {
    const known = emailKinds.find((one) => one === kind);
    return known ? t(`emails.kind.${known}`) : kind;
  };
}
