import { Banner, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { reloadPage } from './reload.ts';

/** A page that could not be shown, most often because a new version took the place of the script that it asked for. */
export function RouteFailed() {
  const { t } = useTranslation();
  return (
    <Page>
      <Banner
        tone="critical"
        title={t('common.pageFailedTitle')}
        action={{ content: t('common.reload'), onAction: reloadPage }}
      >
        <p>{t('common.pageFailedText')}</p>
      </Banner>
    </Page>
  );
}
