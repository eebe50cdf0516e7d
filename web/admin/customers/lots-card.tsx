import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { LotView } from '../../loyalty/points/api-types.ts';
import { useFormats } from '../format.ts';

interface Props {
  lots: LotView[];
  timeZone: string;
}

/** What the balance is made of: each credit with its own dates. */
export function LotsCard({ lots, timeZone }: Props) {
  const { t } = useTranslation();
  const held = lots.filter((lot) => lot.points > 0);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('customers.lots')}
        </Text>
        {held.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('customers.lotsEmpty')}
          </Text>
        ) : (
          <ul className="plain-list">
            {held.map((lot) => (
              <Lot key={lot.id} lot={lot} timeZone={timeZone} />
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

function Lot({ lot, timeZone }: { lot: LotView; timeZone: string }) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const dates = [
    lot.orderName
      ? t('customers.lotFromOrder', { order: lot.orderName, date: date(lot.earnedAt, timeZone) })
      : t('customers.lotGiven', { date: date(lot.earnedAt, timeZone) }),
    lot.state === 'pending'
      ? lot.availableAt
        ? t('customers.lotUnlocks', { date: date(lot.availableAt, timeZone) })
        : t('customers.lotUnlocksLater')
      : lot.expiresAt
        ? t('customers.lotExpires', { date: date(lot.expiresAt, timeZone) })
        : t('customers.lotNeverExpires'),
  ];
  return (
    <li className="plain-list-item">
      <BlockStack gap="050">
        <InlineStack align="space-between" gap="200">
          <Text as="span" fontWeight="medium" numeric>
            {t('common.points', { count: lot.points })}
          </Text>
          <Badge {...(lot.state === 'available' ? { tone: 'success' as const } : { tone: 'attention' as const })}>
            {t(`customers.lotState.${lot.state}`)}
          </Badge>
        </InlineStack>
        {dates.map((line) => (
          <Text key={line} as="span" variant="bodySm" tone="subdued">
            {line}
          </Text>
        ))}
      </BlockStack>
    </li>
  );
}
