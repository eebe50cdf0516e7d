/** Friends that customers have brought, first those where the merchant has to decide. */
import { useAppBridge } from '@shopify/app-bridge-react';
import {
  BlockStack,
  Box,
  Button,
  Card,
  EmptyState,
  InlineStack,
  Page,
  Select,
  SkeletonBodyText,
} from '@shopify/polaris';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferralRow } from '../../loyalty/referrals/api-types.ts';
import { decideReferral, programmeQuery, referralsQuery } from '../api/queries.ts';
import picture from '../assets/all-done.svg';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { useListAddress } from '../shell/list-address.ts';
import { Pages } from '../shell/pages.tsx';
import { DecideModal, type Deciding } from './decide-modal.tsx';
import { ReferralItem } from './referral-item.tsx';

const states = ['', 'pending', 'rewarded', 'claimed', 'checking', 'returned', 'rejected', 'ineligible', 'all'] as const;

export function ReferralsPage() {
  const { t } = useTranslation();
  useDocumentTitle(t('friends.title'));
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const address = useListAddress('query', 'state');
  const page = useQuery({ ...referralsQuery(address.filter, address.after), placeholderData: keepPreviousData });
  const programme = useQuery(programmeQuery);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const decide = useMutation({
    mutationFn: ({ referral, decision }: Deciding) => decideReferral(referral.id, decision),
    onSuccess: async (_decided, { decision }) => {
      setDeciding(null);
      bridge.toast.show(t(`friends.toast.${decision}`));
      await queries.invalidateQueries({ queryKey: ['referrals'] });
    },
    onError: () => queries.invalidateQueries({ queryKey: ['referrals'] }),
  });
  const failed = page.error ?? programme.error;
  const { counts } = page.data ?? {};
  const all = Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);

  return (
    <Page
      narrowWidth
      title={t('friends.title')}
      secondaryActions={[{ content: t('friends.settings'), url: '/programme/referrals' }]}
    >
      <BlockStack gap="400">
        {failed ? (
          <FailureBanner
            title={t('friends.loadFailed')}
            error={failed}
            onRetry={() => void Promise.all([page.refetch(), programme.refetch()])}
          />
        ) : null}
        {failed && !page.data ? null : !page.data || !programme.data ? (
          <Card>
            <SkeletonBodyText lines={8} />
          </Card>
        ) : all === 0 ? (
          <Card>
            <EmptyState
              heading={t('friends.emptyTitle')}
              image={picture}
              {...(programme.data.referrals.on
                ? {}
                : { action: { content: t('friends.emptyAction'), url: '/programme/referrals' } })}
            >
              <p>{t('friends.emptyText')}</p>
            </EmptyState>
          </Card>
        ) : (
          <Card padding="0">
            <Box padding="300" borderBlockEndWidth="025" borderColor="border">
              <Select
                label={t('friends.show')}
                labelInline
                options={states.map((state) => ({
                  value: state,
                  label: t('friends.stateCount', {
                    state: t(`friends.state.${state || 'review'}`),
                    number: state === 'all' ? all : (counts?.[state || 'review'] ?? 0),
                  }),
                }))}
                value={address.filter}
                onChange={address.narrow}
              />
            </Box>
            <Box padding="400">
              {page.data.referrals.length === 0 ? (
                <EmptyState heading={address.filter ? t('friends.noneTitle') : t('friends.doneTitle')} image={picture}>
                  <p>{address.filter ? t('friends.noneText') : t('friends.doneText')}</p>
                </EmptyState>
              ) : (
                <ul className="plain-list">
                  {page.data.referrals.map((referral) => (
                    <li key={referral.id} className="plain-list-item">
                      <ReferralItem referral={referral} timeZone={programme.data.timeZone}>
                        <Decide referral={referral} onDecide={(decision) => setDeciding({ referral, decision })} />
                      </ReferralItem>
                    </li>
                  ))}
                </ul>
              )}
            </Box>
            <Pages next={page.data.next} address={address} />
          </Card>
        )}
      </BlockStack>
      <DecideModal
        deciding={deciding}
        error={decide.error}
        pending={decide.isPending}
        onConfirm={(sure) => (decide.isPending ? undefined : decide.mutate(sure))}
        onClose={() => {
          decide.reset();
          setDeciding(null);
        }}
      />
    </Page>
  );
}

function Decide({ referral, onDecide }: { referral: ReferralRow; onDecide(decision: 'approve' | 'reject'): void }) {
  const { t } = useTranslation();
  if (referral.state !== 'review' && referral.state !== 'pending') return null;
  return (
    <InlineStack gap="200">
      {referral.state === 'review' ? (
        <Button variant="primary" onClick={() => onDecide('approve')}>
          {t('friends.approve')}
        </Button>
      ) : null}
      <Button tone="critical" onClick={() => onDecide('reject')}>
        {t('friends.reject')}
      </Button>
    </InlineStack>
  );
}
