import { Badge } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { DataRequestRow } from '../../platform/privacy/api-types.ts';

export function RequestBadge({ request: { state, overdue } }: { request: DataRequestRow }) {
  const { t } = useTranslation();
  if (state === 'done') return <Badge tone="success">{t('privacy.state.done')}</Badge>;
  return overdue ? (
    <Badge tone="critical">{t('privacy.state.overdue')}</Badge>
  ) : (
    <Badge tone="attention">{t('privacy.state.open')}</Badge>
  );
}
