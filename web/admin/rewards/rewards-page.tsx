/** Rewards that customers have taken: what became of each, and giving back what is unused. */
import { Banner, BlockStack, Box, Card, EmptyState, Page, Select } from '@shopify/polaris';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { givingBackQuery, programmeQuery, rewardsQuery } from '../api/queries.ts';
import picture from '../assets/no-customers.svg';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { useListAddress } from '../shell/list-address.ts';
import { ListSearch } from '../shell/list-search.tsx';
import { WorkProgress } from '../shell/work-progress.tsx';
import { type Asked, GiveBackModal } from './give-back-modal.tsx';
import { RewardTable } from './reward-table.tsx';

const states = ['', 'issued', 'used', 'expired', 'returned', 'returning', 'pending', 'refused'] as const;

export function RewardsPage() {
  const { t } = useTranslation();
  useDocumentTitle(t('rewards.title'));
  const address = useListAddress('query', 'state');
  const page = useQuery({
    ...rewardsQuery(address.filter, address.wanted, address.after),
    placeholderData: keepPreviousData,
    // What is being given back changes by itself.
    refetchInterval: ({ state }) =>
      state.data?.rewards.some(({ state: of }) => of === 'pending' || of === 'returning') ? 2_000 : false,
  });
  const programme = useQuery(programmeQuery);
  const givingBack = useQuery(givingBackQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  const failed = page.error ?? programme.error;
  const nothingYet = page.data?.rewards.length === 0 && !address.wanted && !address.filter && !address.after;
  const next = page.data?.next;

  return (
    <Page
      title={t('rewards.title')}
      secondaryActions={
        nothingYet || !programme.data
          ? []
          : [{ content: t('rewards.giveBackMany'), onAction: () => setAsked({ kind: 'many' }) }]
      }
    >
      <BlockStack gap="400">
        {failed ? (
          <FailureBanner
            title={t('rewards.loadFailed')}
            error={failed}
            onRetry={() => void Promise.all([page.refetch(), programme.refetch()])}
          />
        ) : null}
        {givingBack.data && givingBack.data.returning > 0 ? (
          <Card>
            <WorkProgress
              text={t('rewards.givingBack', {
                done: givingBack.data.total - givingBack.data.returning,
                count: givingBack.data.total,
              })}
              share={(givingBack.data.total - givingBack.data.returning) / givingBack.data.total}
            />
          </Card>
        ) : null}
        {givingBack.data && givingBack.data.returning === 0 && givingBack.data.used > 0 ? (
          <Banner tone="info" title={t('rewards.usedMeanwhile', { count: givingBack.data.used })} />
        ) : null}
        {failed && !page.data ? null : (
          <Card padding="0">
            {nothingYet ? (
              <Box paddingInline="400">
                <EmptyState
                  heading={t('rewards.emptyTitle')}
                  image={picture}
                  action={{ content: t('rewards.emptyAction'), url: '/programme/spend' }}
                >
                  <p>{t('rewards.emptyText')}</p>
                </EmptyState>
              </Box>
            ) : (
              <>
                <ListSearch
                  label={t('rewards.search')}
                  placeholder={t('rewards.searchPlaceholder')}
                  query={address.wanted}
                  onSearch={address.search}
                  loading={page.isPlaceholderData}
                  beside={
                    <Select
                      label={t('rewards.filter')}
                      labelHidden
                      options={states.map((state) => ({
                        value: state,
                        label: state === '' ? t('rewards.all') : t(`rewards.state.${state}`),
                      }))}
                      value={address.filter}
                      onChange={address.narrow}
                    />
                  }
                />
                <RewardTable
                  // Another page has other rows to choose from.
                  key={`${address.filter} ${address.wanted} ${address.after}`}
                  rewards={page.data?.rewards}
                  timeZone={programme.data?.timeZone}
                  onGiveBack={(ids) => setAsked({ kind: 'chosen', ids })}
                  onNext={next && !page.isPlaceholderData ? () => address.next(next) : undefined}
                  onPrevious={address.after === null ? undefined : address.previous}
                />
              </>
            )}
          </Card>
        )}
      </BlockStack>
      {programme.data ? (
        <GiveBackModal asked={asked} programme={programme.data} onClose={() => setAsked(null)} />
      ) : null}
    </Page>
  );
}
