import { useTranslation } from 'react-i18next';
import { emailKinds } from '../../../loyalty/programme/settings.ts';
import { parcelMessages } from '../../../retention/shipments/settings.ts';

/** What the merchant calls an email; the title that customers read speaks to them. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslation();
  return (kind) => {
    const known = emailKinds.find((one) => one === kind);
    if (known) return t(`emails.kind.${known}`);
    const ofParcel = parcelMessages.find((one) => `parcel_${one}` === kind);
    return ofParcel ? t('delivery.emailOf', { what: t(`delivery.message.${ofParcel}`) }) : kind;
  };
}
