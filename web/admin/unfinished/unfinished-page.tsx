/** What could not be done even after several tries, and the one thing to do about it. */
import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Box, Button, Card, EmptyState, InlineStack, Page, SkeletonBodyText, Text } from '@shopify/polaris';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { deadLettersQuery, homeQuery, programmeQuery, retryDeadLetters } from '../api/queries.ts';
import picture from '../assets/all-done.svg';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { UnfinishedRow } from './unfinished-row.tsx';

export function UnfinishedPage() {
  const { t } = useTranslation();
  useDocumentTitle(t('unfinished.title'));
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const page = useQuery(deadLettersQuery);
  const programme = useQuery(programmeQuery);
  const failed = page.error ?? programme.error;
  const retry = useMutation({
    mutationFn: (id: number | null) => retryDeadLetters(id === null ? {} : { id }),
    onSuccess: async ({ retried }) => {
      bridge.toast.show(t('unfinished.retriedToast', { count: retried }));
      await Promise.all([
        queries.invalidateQueries({ queryKey: deadLettersQuery.queryKey }),
        queries.invalidateQueries({ queryKey: homeQuery.queryKey }),
      ]);
    },
  });
  const { count, letters } = page.data ?? { count: 0, letters: [] };

  return (
    <Page
      title={t('unfinished.title')}
      backAction={{ content: t('common.home'), url: '/' }}
      {...(letters.length > 1
        ? {
            primaryAction: {
              content: t('unfinished.retryAll'),
              loading: retry.isPending && retry.variables === null,
              disabled: retry.isPending,
              onAction: () => retry.mutate(null),
            },
          }
        : {})}
    >
      <BlockStack gap="400">
        {failed ? (
          <FailureBanner
            title={t('unfinished.loadFailed')}
            error={failed}
            onRetry={() => void Promise.all([page.refetch(), programme.refetch()])}
          />
        ) : retry.error ? (
          <FailureBanner title={t('unfinished.retryFailed')} error={retry.error} />
        ) : null}
        {page.data && programme.data ? (
          <Card>
            {letters.length === 0 ? (
              <EmptyState heading={t('unfinished.emptyTitle')} image={picture}>
                <p>{t('unfinished.emptyText')}</p>
              </EmptyState>
            ) : (
              <BlockStack gap="400">
                <Text as="p">{t('unfinished.intro')}</Text>
                <ul className="plain-list">
                  {letters.map((letter) => (
                    <li key={letter.id} className="plain-list-item">
                      <InlineStack align="space-between" blockAlign="start" gap="300">
                        <UnfinishedRow letter={letter} timeZone={programme.data.timeZone} />
                        <Button
                          accessibilityLabel={t('unfinished.retryOne', { id: letter.id })}
                          loading={retry.isPending && retry.variables === letter.id}
                          disabled={retry.isPending}
                          onClick={() => retry.mutate(letter.id)}
                        >
                          {t('common.retry')}
                        </Button>
                      </InlineStack>
                    </li>
                  ))}
                </ul>
                {count > letters.length ? (
                  <Text as="p" tone="subdued">
                    {t('unfinished.latest', { shown: letters.length, count })}
                  </Text>
                ) : null}
              </BlockStack>
            )}
          </Card>
        ) : failed ? null : (
          <Card>
            <Box paddingBlock="200">
              <SkeletonBodyText lines={8} />
            </Box>
          </Card>
        )}
      </BlockStack>
    </Page>
  );
}
