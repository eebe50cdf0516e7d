import { Badge, Banner, BlockStack, Button, Card, InlineStack, Link, List, Text } from '@shopify/polaris';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isReading, type HistoryProgress } from '../../mirror/history/api-types.ts';
import { historyQuery, setupQuery, startHistory } from '../api/queries.ts';
import { useFormats } from '../format.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { WorkProgress } from '../shell/work-progress.tsx';
import { phaseText, shareDone } from './phase-text.ts';

interface Props {
  history: HistoryProgress;
  timeZone: string;
}

export function PastOrdersCard({ history, timeZone }: Props) {
  const { t } = useTranslation();
  const { date, dateTime } = useFormats();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: startHistory,
    onSuccess: async (begun) => {
      queries.setQueryData(historyQuery.queryKey, begun);
      await queries.invalidateQueries({ queryKey: setupQuery.queryKey });
    },
  });
  const reading = isReading(history);

  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingSm">
              {t('history.past')}
            </Text>
            <PhaseBadge history={history} />
          </InlineStack>
          <Text as="p" tone="subdued">
            {t('history.pastHow')}
          </Text>
        </BlockStack>
        {start.error ? <FailureBanner title={t('history.startFailed')} error={start.error} /> : null}
        <Problem history={history} />
        {reading ? (
          <WorkProgress text={phaseText(t, history)} share={shareDone(history)} />
        ) : (
          <BlockStack gap="100">
            <Text as="p" fontWeight="medium">
              {phaseText(t, history)}
            </Text>
            {history.phase === 'done' && history.reachesBackTo ? (
              <Text as="p">{t('history.reachesBackTo', { date: date(history.reachesBackTo, timeZone) })}</Text>
            ) : null}
            {history.finishedAt ? (
              <Text as="p" variant="bodySm" tone="subdued">
                {t('history.finishedAt', { at: dateTime(history.finishedAt, timeZone) })}
              </Text>
            ) : null}
          </BlockStack>
        )}
        {reading && history.problem === null ? null : (
          <InlineStack>
            <Button
              variant={history.phase === 'done' ? 'secondary' : 'primary'}
              loading={start.isPending}
              onClick={() => start.mutate()}
            >
              {history.phase === 'none'
                ? t('history.start')
                : history.phase === 'done'
                  ? t('history.again')
                  : t('history.startAgain')}
            </Button>
          </InlineStack>
        )}
        {history.window === 'last60Days' ? <OlderOrders /> : null}
      </BlockStack>
    </Card>
  );
}

function PhaseBadge({ history }: { history: HistoryProgress }) {
  const { t } = useTranslation();
  if (history.phase === 'none') return <Badge>{t('history.badge.none')}</Badge>;
  if (history.phase === 'done') return <Badge tone="success">{t('history.badge.done')}</Badge>;
  if (history.phase === 'failed') return <Badge tone="critical">{t('history.badge.failed')}</Badge>;
  return <Badge tone="info">{t('history.badge.reading')}</Badge>;
}

/** While it is still tried again by itself a problem is only said; once it was given up it needs the merchant. */
function Problem({ history: { phase, problem } }: { history: HistoryProgress }) {
  const { t } = useTranslation();
  if (problem === null) return null;
  if (phase === 'failed' || problem === 'access_denied') {
    return (
      <Banner tone="critical" title={t('history.failedTitle')}>
        <p>{problem === 'access_denied' ? t('history.failed.access_denied') : t('history.failed.shopify_failed')}</p>
      </Banner>
    );
  }
  return (
    <Banner tone="warning">
      <p>{t(`history.problem.${problem}`)}</p>
    </Banner>
  );
}

function OlderOrders() {
  const { t } = useTranslation();
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t('history.older')}
      </Text>
      <Text as="p">{t('history.olderWhy')}</Text>
      <List>
        <List.Item>
          {t('history.olderFile')} <Link url="shopify://admin/orders">{t('history.toOrders')}</Link>
        </List.Item>
        <List.Item>{t('history.olderAccess')}</List.Item>
      </List>
    </BlockStack>
  );
}
