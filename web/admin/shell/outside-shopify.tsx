import { Banner, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

/** Shown where App Bridge is missing: nothing here works without it. */
export function OutsideShopify() {
  const { t } = useTranslation();
  return (
    <Page>
      <Banner tone="info" title={t('common.outsideTitle')}>
        <p>{t('common.outsideText')}</p>
      </Banner>
    </Page>
  );
}
