/** Points for orders from before the programme: choose a day, see what would happen, agree, and follow it. */
import { Banner, BlockStack, Card, Page, SkeletonBodyText } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isReading } from '../../mirror/history/api-types.ts';
import { historyQuery, pastOrdersQuery, programmeQuery } from '../api/queries.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { AwardsCard } from './awards-card.tsx';
import { ChooseDayCard } from './choose-day-card.tsx';
import { PreviewCard } from './preview-card.tsx';

export function PastOrdersPage() {
  const { t } = useTranslation();
  useDocumentTitle(t('pastOrders.title'));
  const past = useQuery(pastOrdersQuery);
  const programme = useQuery(programmeQuery);
  const history = useQuery(historyQuery);
  const failed = past.error ?? programme.error ?? history.error;

  return (
    <Page narrowWidth title={t('pastOrders.title')} backAction={{ content: t('common.programme'), url: '/programme' }}>
      <BlockStack gap="400">
        {failed ? (
          <FailureBanner
            title={t('pastOrders.loadFailed')}
            error={failed}
            onRetry={() => void Promise.all([past.refetch(), programme.refetch(), history.refetch()])}
          />
        ) : null}
        {past.data && programme.data && history.data ? (
          <>
            {programme.data.status === 'on' && isReading(history.data) ? (
              <Banner
                tone="info"
                title={t('pastOrders.comingTitle')}
                action={{ content: t('pastOrders.toHistory'), url: '/history' }}
              >
                <p>{t('pastOrders.comingText')}</p>
              </Banner>
            ) : programme.data.status === 'on' ? (
              <ChooseDayCard past={past.data} programme={programme.data} history={history.data} />
            ) : (
              <Banner
                tone="warning"
                title={t('pastOrders.offTitle')}
                action={{ content: t('pastOrders.offAction'), url: '/programme' }}
              >
                <p>{t('pastOrders.offText')}</p>
              </Banner>
            )}
            {programme.data.status === 'on' && past.data.preview && !isReading(history.data) ? (
              <PreviewCard preview={past.data.preview} awards={past.data.awards} programme={programme.data} />
            ) : null}
            <AwardsCard awards={past.data.awards} programme={programme.data} />
          </>
        ) : failed ? null : (
          ['day', 'awards'].map((key) => (
            <Card key={key}>
              <SkeletonBodyText lines={6} />
            </Card>
          ))
        )}
      </BlockStack>
    </Page>
  );
}
