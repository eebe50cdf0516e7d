/** Every parcel of the store: first those that somebody should look after. */
import { BlockStack, Box, Card, EmptyState, Page } from '@shopify/polaris';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ShipmentTab, shipmentStates } from '../../retention/shipments/api-types.ts';
import { programmeQuery } from '../api/queries.ts';
import { shipmentsQuery } from '../api/shipment-queries.ts';
import picture from '../assets/no-customers.svg';
import { useFormats } from '../format.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { useListAddress } from '../shell/list-address.ts';
import { ListSearch } from '../shell/list-search.tsx';
import { ListTabs } from '../shell/list-tabs.tsx';
import { ShipmentTable } from './shipment-table.tsx';

const tabs: readonly ShipmentTab[] = ['all', ...shipmentStates];

export function ShipmentsPage() {
  const { t } = useTranslation();
  const { number } = useFormats();
  useDocumentTitle(t('shipments.title'));
  const address = useListAddress('query', 'state');
  const tab = tabs.find((name) => name === address.filter) ?? 'all';
  const page = useQuery({
    ...shipmentsQuery(tab, address.wanted, address.after),
    placeholderData: keepPreviousData,
  });
  const programme = useQuery(programmeQuery);
  const failed = page.error ?? programme.error;
  const { counts, mostCounted = 0 } = page.data ?? {};
  const next = page.data?.next;
  const count = (name: ShipmentTab) => {
    const most = counts?.[name];
    if (most === undefined) return undefined;
    return most >= mostCounted ? t('shipments.orMore', { number: number(most) }) : number(most);
  };

  return (
    <Page
      title={t('shipments.title')}
      secondaryActions={[
        { content: t('shipments.toPage'), url: '/tracking' },
        { content: t('shipments.toSettings'), url: '/delivery' },
      ]}
    >
      <BlockStack gap="400">
        {failed ? (
          <FailureBanner
            title={t('shipments.loadFailed')}
            error={failed}
            onRetry={() => void Promise.all([page.refetch(), programme.refetch()])}
          />
        ) : null}
        {failed && !page.data ? null : (
          <Card padding="0">
            {counts?.all === 0 ? (
              <Box paddingInline="400">
                <EmptyState
                  heading={t('shipments.emptyTitle')}
                  image={picture}
                  action={{ content: t('shipments.toSettings'), url: '/delivery' }}
                >
                  <p>{t('shipments.emptyText')}</p>
                </EmptyState>
              </Box>
            ) : (
              <>
                <ListTabs
                  tabs={tabs.map((name) => ({ name, label: t(`shipments.tab.${name}`), count: count(name) }))}
                  chosen={tab}
                  onChoose={(name) => address.narrow(name === 'all' ? '' : name)}
                />
                <ListSearch
                  label={t('shipments.search')}
                  placeholder={t('shipments.searchPlaceholder')}
                  query={address.wanted}
                  onSearch={address.search}
                  loading={page.isPlaceholderData}
                />
                <ShipmentTable
                  shipments={page.data?.shipments}
                  timeZone={programme.data?.timeZone}
                  tab={tab}
                  searched={address.wanted !== ''}
                  onNext={next && !page.isPlaceholderData ? () => address.next(next) : undefined}
                  onPrevious={address.after === null ? undefined : address.previous}
                />
              </>
            )}
          </Card>
        )}
      </BlockStack>
    </Page>
  );
}
