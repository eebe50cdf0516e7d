import { Card, EmptyState, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import picture from '../assets/not-found.svg';
import { useDocumentTitle } from './document-title.ts';

export function NotFoundPage() {
  const { t } = useTranslation();
  useDocumentTitle(t('common.notFoundTitle'));
  return (
    <Page title={t('common.notFoundTitle')} titleHidden>
      <Card>
        <EmptyState
          heading={t('common.notFoundTitle')}
          image={picture}
          action={{ content: t('common.toHome'), url: '/' }}
        >
          <p>{t('common.notFoundText')}</p>
        </EmptyState>
      </Card>
    </Page>
  );
}
