import { BlockStack, Box, Card, EmptyState, Page } from '@shopify/polaris';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customersQuery, programmeQuery } from '../api/queries.ts';
import picture from '../assets/no-customers.svg';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { useListAddress } from '../shell/list-address.ts';
import { ListSearch } from '../shell/list-search.tsx';
import { CustomerTable } from './customer-table.tsx';

export function CustomersPage() {
  const { t } = useTranslation();
  useDocumentTitle(t('common.customers'));
  const address = useListAddress('query');
  const page = useQuery({
    ...customersQuery(address.wanted, address.after),
    // While the next letters are searched, what was found so far stays.
    placeholderData: keepPreviousData,
  });
  const programme = useQuery(programmeQuery);
  const failed = page.error ?? programme.error;
  const nobodyYet = page.data?.customers.length === 0 && !address.wanted && !address.after;

  return (
    <Page
      title={t('common.customers')}
      secondaryActions={[{ content: t('customers.import'), url: '/customers/import' }]}
    >
      <BlockStack gap="400">
        {failed ? (
          <FailureBanner
            title={t('customers.loadFailed')}
            error={failed}
            onRetry={() => void Promise.all([page.refetch(), programme.refetch()])}
          />
        ) : null}
        {failed && !page.data ? null : (
          <Card padding="0">
            {nobodyYet ? (
              <Box paddingInline="400">
                <EmptyState
                  heading={t('customers.emptyTitle')}
                  image={picture}
                  action={{ content: t('customers.emptyAction'), url: '/programme' }}
                >
                  <p>{t('customers.emptyText')}</p>
                </EmptyState>
              </Box>
            ) : (
              <>
                <ListSearch
                  label={t('customers.search')}
                  placeholder={t('customers.searchPlaceholder')}
                  query={address.wanted}
                  onSearch={address.search}
                  loading={page.isPlaceholderData}
                />
                <CustomerTable
                  customers={page.data?.customers}
                  timeZone={programme.data?.timeZone}
                  onNext={page.data?.next && !page.isPlaceholderData ? nextOf(address.next, page.data.next) : undefined}
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

const nextOf = (go: (cursor: string) => void, cursor: string) => () => go(cursor);
