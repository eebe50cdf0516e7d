import { BlockStack, Card, Layout, Page, SkeletonBodyText, SkeletonPage } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { programmeQuery } from '../api/queries.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { ProgrammeForm } from './programme-form.tsx';

export function ProgrammePage() {
  const { t } = useTranslation();
  useDocumentTitle(t('programme.title'));
  const programme = useQuery(programmeQuery);

  if (programme.data) return <ProgrammeForm latest={programme.data} />;
  if (programme.error) {
    return (
      <Page title={t('programme.title')}>
        <FailureBanner
          title={t('programme.loadFailed')}
          error={programme.error}
          onRetry={() => void programme.refetch()}
        />
      </Page>
    );
  }
  return (
    <SkeletonPage title={t('programme.title')}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {['status', 'earn', 'worth'].map((key) => (
              <Card key={key}>
                <SkeletonBodyText lines={5} />
              </Card>
            ))}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Card>
            <SkeletonBodyText lines={8} />
          </Card>
        </Layout.Section>
      </Layout>
    </SkeletonPage>
  );
}
