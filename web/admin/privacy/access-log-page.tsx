/** Who of the staff looked at whose data, and when. */
import { BlockStack, Box, Card, EmptyState, Page, SkeletonBodyText, Tag, Text } from '@shopify/polaris';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { accessLogQuery, programmeQuery } from '../api/queries.ts';
import picture from '../assets/all-done.svg';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { useListAddress } from '../shell/list-address.ts';
import { AccessTable } from './access-table.tsx';

export function AccessLogPage() {
  const { t } = useTranslation();
  useDocumentTitle(t('privacy.log'));
  const address = useListAddress('customer');
  const page = useQuery({ ...accessLogQuery(address.wanted, address.after), placeholderData: keepPreviousData });
  const programme = useQuery(programmeQuery);
  const failed = page.error ?? programme.error;
  const nothing = page.data?.entries.length === 0 && address.after === null;

  return (
    <Page title={t('privacy.log')} backAction={{ content: t('common.privacy'), url: '/privacy' }}>
      <BlockStack gap="400">
        {failed ? (
          <FailureBanner
            title={t('privacy.logLoadFailed')}
            error={failed}
            onRetry={() => void Promise.all([page.refetch(), programme.refetch()])}
          />
        ) : null}
        {failed && !page.data ? null : (
          <Card padding="0">
            {address.wanted ? (
              <Box padding="400" paddingBlockEnd="300">
                <Tag onRemove={() => address.search('')}>{t('privacy.onlyCustomer', { id: address.wanted })}</Tag>
              </Box>
            ) : null}
            {nothing ? (
              <Box paddingInline="400">
                <EmptyState heading={t('privacy.logEmptyTitle')} image={picture}>
                  <p>{t('privacy.logEmptyText')}</p>
                </EmptyState>
              </Box>
            ) : page.data && programme.data ? (
              <AccessTable
                entries={page.data.entries}
                timeZone={programme.data.timeZone}
                onNext={page.data.next && !page.isPlaceholderData ? nextOf(address.next, page.data.next) : undefined}
                onPrevious={address.after === null ? undefined : address.previous}
                onCustomer={address.wanted ? undefined : address.search}
              />
            ) : (
              <Box padding="400">
                <SkeletonBodyText lines={8} />
              </Box>
            )}
          </Card>
        )}
        <Box paddingInline={{ xs: '400', sm: '0' }}>
          <Text as="p" variant="bodySm" tone="subdued">
            {t('privacy.logFoot')}
          </Text>
        </Box>
      </BlockStack>
    </Page>
  );
}

const nextOf = (go: (cursor: string) => void, cursor: string) => () => go(cursor);
