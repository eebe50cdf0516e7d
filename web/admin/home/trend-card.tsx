import { BlockStack, Button, Card, DataTable, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HomeFigures } from '../../loyalty/points/api-types.ts';
import { useFormats } from '../format.ts';
import { Explained } from '../shell/explained.tsx';
import { TrendChart } from './trend-chart.tsx';

export function TrendCard({ figures }: { figures: HomeFigures }) {
  const { t } = useTranslation();
  const { number, signed, day } = useFormats();
  const [asTable, setAsTable] = useState(false);

  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingSm">
            <Explained how={t('home.trendHow')}>{t('home.trend')}</Explained>
          </Text>
          <Button variant="plain" onClick={() => setAsTable(!asTable)}>
            {asTable ? t('home.showChart') : t('home.showTable')}
          </Button>
        </InlineStack>
        <Text as="p" variant="headingLg">
          {signed(figures.pointsGivenLast30Days)}
        </Text>
        {asTable ? (
          <div className="trend-table">
            <DataTable
              columnContentTypes={['text', 'numeric']}
              headings={[t('home.trendDay'), t('home.trendPoints')]}
              rows={figures.trend.toReversed().map((entry) => [day(entry.day), number(entry.points)])}
            />
          </div>
        ) : (
          <TrendChart trend={figures.trend} />
        )}
      </BlockStack>
    </Card>
  );
}
