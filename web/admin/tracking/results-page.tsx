/** What the tracking page brings: how often it is looked at, and the orders that followed a click. */
import { Banner, BlockStack, Card, List, Page, Text } from '@shopify/polaris';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { TrackingResults } from '../../offers/attribution/api-types.ts';
import { trackingResultsQuery } from '../api/tracking-queries.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { DayRange } from '../shell/day-range.tsx';
import { DaysAnswer } from '../shell/days-answer.tsx';
import { DaysCard } from './days-card.tsx';
import { PlacesCard } from './places-card.tsx';
import { ResultFigures } from './result-figures.tsx';
import { StaffCard } from './staff-card.tsx';

export function ResultsPage() {
  const { t } = useTranslation();
  useDocumentTitle(t('results.title'));
  const [parameters, setParameters] = useSearchParams();
  const range = { from: parameters.get('from'), to: parameters.get('to') };
  const results = useQuery({ ...trackingResultsQuery(range), placeholderData: keepPreviousData });
  return (
    <Page
      title={t('results.title')}
      subtitle={t('results.subtitle')}
      backAction={{ content: t('tracking.title'), url: '/tracking' }}
    >
      <BlockStack gap="400">
        <DaysAnswer
          query={results}
          texts={{ failed: t('results.loadFailed'), wrongDays: t('results.rangeWrong') }}
          onRetry={() => setParameters({}, { replace: true })}
        >
          {(answer) => <Loaded results={answer} onRange={(days) => setParameters(days, { replace: true })} />}
        </DaysAnswer>
      </BlockStack>
    </Page>
  );
}

interface LoadedProps {
  results: TrackingResults;
  onRange(days: { from: string; to: string }): void;
}

function Loaded({ results, onRange }: LoadedProps) {
  const { t } = useTranslation();
  const { total, places } = results;
  const nothing = total.visits === 0 && total.orders === 0 && places.every(({ visits }) => visits === 0);
  return (
    <>
      <DayRange from={results.from} to={results.to} onChange={onRange} />
      {nothing ? (
        <Banner tone="info" title={t('results.emptyTitle')}>
          <p>{t('results.emptyText')}</p>
        </Banner>
      ) : (
        <>
          <ResultFigures results={results} />
          <DaysCard results={results} />
          <PlacesCard results={results} />
        </>
      )}
      <HowCard windowDays={results.windowDays} />
      <StaffCard />
    </>
  );
}

const rules = ['visit', 'click', 'order', 'refund', 'own', 'nobody', 'caution'] as const;

function HowCard({ windowDays }: { windowDays: number }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {t('results.how')}
        </Text>
        <List>
          {rules.map((rule) => (
            <List.Item key={rule}>
              {rule === 'order' ? t('results.orderRule', { count: windowDays }) : t(`results.rule.${rule}`)}
            </List.Item>
          ))}
        </List>
      </BlockStack>
    </Card>
  );
}
