import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { TrackingResults } from '../../offers/attribution/api-types.ts';
import { useFormats } from '../format.ts';
import { Figures } from '../shell/figures-card.tsx';

/** How often people come back beside what that brings. */
export function ResultFigures({ results: { total, currency } }: { results: TrackingResults }) {
  const { t } = useTranslation();
  const { number, money, percent } = useFormats();
  const none = t('results.none');
  const notes = [
    ...(total.orders > 0
      ? [
          t('results.revenue', {
            revenue: money(total.revenue, currency),
            refunded: money(total.refunded, currency),
          }),
        ]
      : []),
    ...(total.withDiscount > 0 ? [t('results.withDiscount', { count: total.withDiscount })] : []),
    ...(total.unpaid > 0 ? [t('results.unpaid', { count: total.unpaid })] : []),
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Figures
          heading="h2"
          figures={[
            {
              label: t('results.visitsPerOrder'),
              how: t('results.visitsPerOrderHow'),
              value: total.visitsPerOrder === null ? none : number(total.visitsPerOrder),
              detail: t('results.visitsOf', {
                visits: t('results.visits', { count: total.visits }),
                orders: t('results.orders', { count: total.ordersLookedAt }),
              }),
            },
            {
              label: t('results.per100'),
              how: t('results.per100How'),
              value: total.netPer100Visits === null ? none : money(total.netPer100Visits, currency),
              detail: t('results.netInAll', { net: money(total.net, currency) }),
            },
            {
              label: t('results.upsell'),
              how: t('results.upsellHow'),
              value: total.upsellRate === null ? none : percent(total.upsellRate),
              detail: t('results.ordersAfter', { count: total.orders }),
            },
            {
              label: t('results.clicks'),
              how: t('results.clicksHow'),
              value: number(total.clicks),
              detail: t('results.carts', { count: total.carts }),
            },
          ]}
        />
        {notes.length > 0 ? (
          <Text as="p" variant="bodySm" tone="subdued">
            {notes.join(' ')}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}
