import { BlockStack, Card, InlineGrid, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../loyalty/points/api-types.ts';
import { useFormats } from '../format.ts';
import { Explained } from '../shell/explained.tsx';

export function BalanceCards({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const { number, money } = useFormats();
  const first =
    customer.debt > 0
      ? { label: t('customers.owes'), how: t('customers.owesHow'), value: number(-customer.debt) }
      : { label: t('customers.available'), how: t('customers.availableHow'), value: number(customer.available) };
  const cards = [
    first,
    { label: t('customers.pending'), how: t('customers.pendingHow'), value: number(customer.pending) },
    { label: t('customers.worth'), how: t('customers.worthHow'), value: money(customer.worth, customer.currency) },
  ];
  return (
    <InlineGrid columns={{ xs: 1, sm: 3 }} gap="400">
      {cards.map((card) => (
        <Card key={card.label}>
          <BlockStack gap="200">
            <Text as="h2" variant="headingSm">
              <Explained how={card.how}>{card.label}</Explained>
            </Text>
            <Text as="p" variant="headingLg" numeric>
              {card.value}
            </Text>
          </BlockStack>
        </Card>
      ))}
    </InlineGrid>
  );
}
