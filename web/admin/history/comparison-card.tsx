import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Reconciliation } from '../../mirror/reconciliation/api-types.ts';
import { reconciliationQuery, startComparison } from '../api/queries.ts';
import { useFormats } from '../format.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';

interface Props {
  comparison: Reconciliation;
  timeZone: string;
}

/** What Shopify had not told us by itself, and was found by looking. */
export function ComparisonCard({ comparison: { completeTo, finds }, timeZone }: Props) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: startComparison,
    onSuccess: (answer) => {
      queries.setQueryData(reconciliationQuery.queryKey, answer);
      bridge.toast.show(t('history.comparingToast'));
    },
  });
  const seen = finds.flatMap((find) => [
    ...(find.missed > 0 ? [{ ...find, text: t(`history.missed.${find.resource}`, { count: find.missed }) }] : []),
    ...(find.gone > 0 ? [{ ...find, text: t(`history.gone.${find.resource}`, { count: find.gone }) }] : []),
  ]);

  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('history.comparison')}
          </Text>
          <Text as="p" tone="subdued">
            {t('history.comparisonHow')}
          </Text>
        </BlockStack>
        {start.error ? <FailureBanner title={t('history.compareFailed')} error={start.error} /> : null}
        <Text as="p">
          {completeTo === null
            ? t('history.notCompared')
            : t('history.comparedTo', { at: dateTime(completeTo, timeZone) })}
        </Text>
        {seen.length === 0 ? (
          completeTo === null ? null : (
            <Text as="p" fontWeight="medium">
              {t('history.nothingMissed')}
            </Text>
          )
        ) : (
          <ul className="plain-list">
            {seen.map(({ at, resource, text }) => (
              <li key={`${at} ${resource} ${text}`} className="plain-list-item">
                <BlockStack gap="050">
                  <Text as="span">{text}</Text>
                  <Text as="span" variant="bodySm" tone="subdued">
                    <time dateTime={at}>{dateTime(at, timeZone)}</time>
                  </Text>
                </BlockStack>
              </li>
            ))}
          </ul>
        )}
        <InlineStack>
          <Button loading={start.isPending} onClick={() => start.mutate()}>
            {t('history.compareNow')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
