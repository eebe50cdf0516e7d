import { BlockStack, Page } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { homeQuery, programmeQuery, setupQuery, tiersQuery } from '../api/queries.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { ProgrammeBadge } from '../shell/programme-badge.tsx';
import { AttentionBanner } from './attention-banner.tsx';
import { blockStatusQuery } from './block-status.ts';
import { HomeFiguresCard } from './home-figures.tsx';
import { HomeSkeleton } from './home-skeleton.tsx';
import { RecentActivity } from './recent-activity.tsx';
import { SetupGuideCard } from './setup-guide.tsx';
import { TiersCard } from './tiers-card.tsx';
import { TrendCard } from './trend-card.tsx';
import { useAttention } from './use-attention.ts';

export function HomePage() {
  const { t } = useTranslation();
  useDocumentTitle(t('common.home'));
  const home = useQuery(homeQuery);
  const programme = useQuery(programmeQuery);
  const setup = useQuery(setupQuery);
  const blocks = useQuery(blockStatusQuery);
  const { attention, isLoading } = useAttention(home.data, programme.data);
  const tiers = useQuery({ ...tiersQuery, enabled: programme.data?.tiers.on === true });
  // Whether there is a guide, a banner or a chart decides where everything below stands: so all comes at once, and nothing jumps.
  const waiting = [home, programme, setup, blocks].some((query) => query.isPending) || isLoading || tiers.isLoading;
  const failed = home.error ?? programme.error ?? setup.error;

  return (
    <Page
      title={t('home.title')}
      titleMetadata={programme.data ? <ProgrammeBadge status={programme.data.status} /> : undefined}
    >
      {waiting ? (
        <HomeSkeleton />
      ) : (
        <BlockStack gap="400">
          {failed ? (
            <FailureBanner
              title={home.error || programme.error ? t('home.loadFailed') : t('home.setup.loadFailed')}
              error={failed}
              onRetry={() => void Promise.all([home.refetch(), programme.refetch(), setup.refetch()])}
            />
          ) : (
            <AttentionBanner attention={attention} />
          )}
          {setup.data ? <SetupGuideCard guide={setup.data} placed={blocks.data ?? null} /> : null}
          {home.data ? (
            <>
              <HomeFiguresCard figures={home.data} />
              {home.data.trend.every((entry) => entry.points === 0) ? null : <TrendCard figures={home.data} />}
              {tiers.data ? <TiersCard tiers={tiers.data} /> : null}
              {programme.data ? <RecentActivity items={home.data.recent} timeZone={programme.data.timeZone} /> : null}
            </>
          ) : null}
        </BlockStack>
      )}
    </Page>
  );
}
