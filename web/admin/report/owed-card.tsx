import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { LiabilityReport } from '../../loyalty/liability/api-types.ts';
import { useFormats } from '../format.ts';
import { BarChart } from '../shell/bar-chart.tsx';
import { usePeriodName } from './period-name.ts';

/** How what is owed went up and down. */
export function OwedCard({ report }: { report: LiabilityReport }) {
  const { t } = useTranslation();
  const { number, money } = useFormats();
  const periodName = usePeriodName();
  const { rows, total, currency } = report;
  const of = (closing: number, worth: string) =>
    t('report.owedWorth', { points: t('common.points', { count: closing }), worth: money(worth, currency) });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('report.owed')}
        </Text>
        <Text as="p" variant="headingLg">
          {of(total.closing, total.worth)}
        </Text>
        <BarChart
          bars={rows.map(({ period, closing }) => ({ name: periodName(period), value: closing }))}
          label={t('report.chartLabel', { first: number(rows[0]?.closing ?? 0), last: number(total.closing) })}
          caption={(chosen) => {
            const row = chosen === null ? undefined : rows[chosen];
            return row
              ? t('report.atEndOf', { period: periodName(row.period), what: of(row.closing, row.worth) })
              : t('report.atEnd');
          }}
        />
      </BlockStack>
    </Card>
  );
}
