/** Which past orders are here, how to get more of them, and what the comparison with Shopify found. */
import { BlockStack, Card, Page, SkeletonBodyText } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { historyQuery, programmeQuery, reconciliationQuery } from '../api/queries.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { AwardCard } from './award-card.tsx';
import { ComparisonCard } from './comparison-card.tsx';
import { PastOrdersCard } from './past-orders-card.tsx';

export function HistoryPage() {
  const { t } = useTranslation();
  useDocumentTitle(t('history.title'));
  const history = useQuery(historyQuery);
  const comparison = useQuery(reconciliationQuery);
  const programme = useQuery(programmeQuery);
  const failed = history.error ?? comparison.error ?? programme.error;

  return (
    <Page narrowWidth title={t('history.title')} backAction={{ content: t('common.home'), url: '/' }}>
      <BlockStack gap="400">
        {failed ? (
          <FailureBanner
            title={t('history.loadFailed')}
            error={failed}
            onRetry={() => void Promise.all([history.refetch(), comparison.refetch(), programme.refetch()])}
          />
        ) : null}
        {history.data && comparison.data && programme.data ? (
          <>
            <PastOrdersCard history={history.data} timeZone={programme.data.timeZone} />
            {history.data.phase === 'done' && history.data.applied > 0 ? <AwardCard /> : null}
            <ComparisonCard comparison={comparison.data} timeZone={programme.data.timeZone} />
          </>
        ) : failed ? null : (
          ['past', 'comparison'].map((key) => (
            <Card key={key}>
              <SkeletonBodyText lines={6} />
            </Card>
          ))
        )}
      </BlockStack>
    </Page>
  );
}
