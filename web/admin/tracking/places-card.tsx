import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ResultFigures, TrackingResults } from '../../offers/attribution/api-types.ts';
import { useFormats } from '../format.ts';
import { StackingTable } from '../shell/stacking-table.tsx';

const columns = ['visits', 'perOrder', 'clicks', 'carts', 'orders', 'net', 'per100'] as const;

/** The same by where it was looked at. The thank-you page comes by itself, so it is no part of the sum. */
export function PlacesCard({ results: { places, total, currency } }: { results: TrackingResults }) {
  const { t } = useTranslation();
  const { number, money } = useFormats();
  const cells = (of: ResultFigures) => [
    number(of.visits),
    of.visitsPerOrder === null ? '–' : number(of.visitsPerOrder),
    number(of.clicks),
    number(of.carts),
    number(of.orders),
    money(of.net, currency),
    of.netPer100Visits === null ? '–' : money(of.netPer100Visits, currency),
  ];
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingSm" id="results-places">
          {t('results.places')}
        </Text>
        <StackingTable
          numbers
          labelledBy="results-places"
          columns={[t('results.place'), ...columns.map((column) => t(`results.column.${column}`))]}
          rows={places.map((place) => [t(`results.surface.${place.surface}`), ...cells(place)])}
          foot={[t('results.total'), ...cells(total)]}
        />
        <Text as="p" variant="bodySm" tone="subdued">
          {t('results.placesNote')}
        </Text>
      </BlockStack>
    </Card>
  );
}
