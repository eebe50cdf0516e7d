import { BlockStack, Page } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { homeQuery, programmeQuery } from '../api/queries.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { ProgrammeBadge } from '../shell/programme-badge.tsx';
import { AttentionBanner } from './attention-banner.tsx';
import { HomeFiguresCard } from './home-figures.tsx';
import { RecentActivity } from './recent-activity.tsx';
import { SetupGuideCard } from './setup-guide.tsx';
import { TrendCard } from './trend-card.tsx';

export function HomePage() {
  const { t } = useTranslation();
  useDocumentTitle(t('common.home'));
  const home = useQuery(homeQuery);
  const programme = useQuery(programmeQuery);
  const failed = home.error ?? programme.error;

  return (
    <Page
      title={t('home.title')}
      titleMetadata={programme.data ? <ProgrammeBadge status={programme.data.status} /> : undefined}
    >
      <BlockStack gap="400">
        {failed ? (
          <FailureBanner
            title={t('home.loadFailed')}
            error={failed}
            onRetry={() => void Promise.all([home.refetch(), programme.refetch()])}
          />
        ) : (
          <AttentionBanner attention={home.data?.attention ?? []} />
        )}
        <SetupGuideCard />
        {failed && !home.data ? null : (
          <>
            <HomeFiguresCard figures={home.data} />
            {home.data?.trend.every((entry) => entry.points === 0) ? null : <TrendCard figures={home.data} />}
            <RecentActivity items={home.data?.recent} timeZone={programme.data?.timeZone} />
          </>
        )}
      </BlockStack>
    </Page>
  );
}
