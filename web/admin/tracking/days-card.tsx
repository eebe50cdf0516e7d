import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { TrackingResults } from '../../offers/attribution/api-types.ts';
import { useFormats } from '../format.ts';
import { BarChart } from '../shell/bar-chart.tsx';

/** Visits day by day; of the day that is pointed at, what it brought, too. */
export function DaysCard({ results: { days, currency, total } }: { results: TrackingResults }) {
  const { t } = useTranslation();
  const { day, money } = useFormats();
  const best = days.reduce<TrackingResults['days'][number] | undefined>(
    (a, b) => (a === undefined || b.visits > a.visits ? b : a),
    undefined,
  );
  if (!best || total.visits === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('results.days')}
        </Text>
        <BarChart
          bars={days.map((one) => ({ name: day(one.day), value: one.visits }))}
          label={t('results.daysLabel', {
            day: day(best.day),
            visits: t('results.visits', { count: best.visits }),
          })}
          caption={(chosen) => {
            const one = chosen === null ? undefined : days[chosen];
            if (!one)
              return t('results.bestDay', {
                day: day(best.day),
                visits: t('results.visits', { count: best.visits }),
              });
            return t('results.ofDay', {
              day: day(one.day),
              visits: t('results.visits', { count: one.visits }),
              orders: t('results.ordersAfter', { count: one.orders }),
              net: money(one.net, currency),
            });
          }}
        />
      </BlockStack>
    </Card>
  );
}
