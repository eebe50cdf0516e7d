/** Requests for personal data, who looked at it, and how long it stays. */
import { BlockStack, Button, Card, InlineStack, List, Page, SkeletonBodyText, Text } from '@shopify/polaris';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DAY } from '../../platform/kit/clock.ts';
import { KEPT } from '../../platform/privacy/limits.ts';
import { dataRequestsQuery, programmeQuery } from '../api/queries.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { useListAddress } from '../shell/list-address.ts';
import { RequestsCard } from './requests-card.tsx';

export function PrivacyPage() {
  const { t } = useTranslation();
  useDocumentTitle(t('common.privacy'));
  const address = useListAddress('query');
  const page = useQuery({ ...dataRequestsQuery(address.after), placeholderData: keepPreviousData });
  const programme = useQuery(programmeQuery);
  const failed = page.error ?? programme.error;

  return (
    <Page narrowWidth title={t('common.privacy')} backAction={{ content: t('common.home'), url: '/' }}>
      <BlockStack gap="400">
        {failed ? (
          <FailureBanner
            title={t('privacy.loadFailed')}
            error={failed}
            onRetry={() => void Promise.all([page.refetch(), programme.refetch()])}
          />
        ) : null}
        {page.data && programme.data ? (
          <RequestsCard
            page={page.data}
            address={address}
            loading={page.isPlaceholderData}
            timeZone={programme.data.timeZone}
          />
        ) : failed ? null : (
          <Card>
            <SkeletonBodyText lines={6} />
          </Card>
        )}
        <Card>
          <BlockStack gap="300">
            <BlockStack gap="100">
              <Text as="h2" variant="headingSm">
                {t('privacy.log')}
              </Text>
              <Text as="p">{t('privacy.logHow')}</Text>
            </BlockStack>
            <InlineStack>
              <Button url="/privacy/access-log">{t('privacy.logOpen')}</Button>
            </InlineStack>
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingSm">
              {t('privacy.kept')}
            </Text>
            <List>
              <List.Item>{t('privacy.keptCustomers')}</List.Item>
              <List.Item>{t('privacy.keptErased')}</List.Item>
              <List.Item>{t('privacy.keptMessages', { count: KEPT.body / DAY })}</List.Item>
              <List.Item>
                {t('privacy.keptCopies', { done: KEPT.copyAfterDone / DAY, most: KEPT.copy / DAY })}
              </List.Item>
              <List.Item>{t('privacy.keptLog', { count: KEPT.accessLog / DAY })}</List.Item>
              <List.Item>{t('privacy.keptUninstalled', { count: KEPT.store / DAY })}</List.Item>
            </List>
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}
