import { Badge, BlockStack, Card, InlineStack, Layout, Page, Text } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'react-router';
import type { CustomerDetail } from '../../loyalty/points/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { customerQuery, programmeQuery } from '../api/queries.ts';
import { RequestFailed } from '../api/request.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { LoadingPage } from '../shell/loading-page.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import type { CameFrom } from '../shell/polaris-link.tsx';
import { AdjustModal } from './adjust-modal.tsx';
import { BalanceCard } from './balance-card.tsx';
import { LotsCard } from './lots-card.tsx';
import { RewardsCard } from './rewards-card.tsx';
import { TierCard } from './tier-card.tsx';
import { TimelineCard } from './timeline-card.tsx';

export function CustomerPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const customer = useQuery(customerQuery(id));
  const programme = useQuery(programmeQuery);
  const failed = customer.error ?? programme.error;

  if (customer.data && programme.data) {
    return <Loaded key={id} customer={customer.data} programme={programme.data} />;
  }
  if (failed instanceof RequestFailed && failed.status === 404) return <NotFoundPage />;
  if (failed) {
    return (
      <Page backAction={{ content: t('common.customers'), url: '/customers' }} title={t('customers.customer')}>
        <FailureBanner
          title={t('customers.oneLoadFailed')}
          error={failed}
          onRetry={() => void Promise.all([customer.refetch(), programme.refetch()])}
        />
      </Page>
    );
  }
  return <LoadingPage />;
}

function Loaded({ customer, programme }: { customer: CustomerDetail; programme: ProgrammeDocument }) {
  const { timeZone } = programme;
  const { t } = useTranslation();
  const [adjusting, setAdjusting] = useState(false);
  const name = customer.name ?? customer.email ?? t('customers.nameless');
  useDocumentTitle(name);

  return (
    <Page
      backAction={{ content: t('common.customers'), url: useListUrl() }}
      title={name}
      {...(customer.name && customer.email ? { subtitle: customer.email } : {})}
      titleMetadata={customer.excluded ? <Badge>{t('customers.excluded')}</Badge> : undefined}
      primaryAction={{ content: t('customers.adjust'), onAction: () => setAdjusting(true) }}
      secondaryActions={[
        { content: t('customers.inShopify'), url: `shopify://admin/customers/${customer.id}` },
        { content: t('customers.whoLooked'), url: `/privacy/access-log?customer=${customer.id}` },
      ]}
    >
      <BlockStack gap="400">
        <BalanceCard customer={customer} />
        <Layout>
          <Layout.Section>
            <TimelineCard items={customer.timeline} timeZone={timeZone} />
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              {programme.tiers.on ? <TierCard customer={customer} programme={programme} /> : null}
              <LotsCard lots={customer.lots} timeZone={timeZone} />
              <RewardsCard customerId={customer.id} programme={programme} />
              {customer.tags.length > 0 ? (
                <Card>
                  <BlockStack gap="300">
                    <Text as="h2" variant="headingSm">
                      {t('customers.tags')}
                    </Text>
                    <InlineStack gap="100">
                      {customer.tags.map((tag) => (
                        <Badge key={tag}>{tag}</Badge>
                      ))}
                    </InlineStack>
                  </BlockStack>
                </Card>
              ) : null}
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
      <AdjustModal customer={customer} open={adjusting} onClose={() => setAdjusting(false)} />
    </Page>
  );
}

/** Back to the search that led here, if one did. */
function useListUrl(): string {
  const state: Partial<CameFrom> | null = useLocation().state;
  return state?.cameFrom?.startsWith('/customers?') ? state.cameFrom : '/customers';
}
