import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../loyalty/points/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { useFormats } from '../format.ts';
import { namedIn } from '../shell/named-in.ts';
import { TierModal } from './tier-modal.tsx';

/** Where the customer stands, and what is missing to the next tier. */
export function TierCard({ customer, programme }: { customer: CustomerDetail; programme: ProgrammeDocument }) {
  const { t, i18n } = useTranslation();
  const { money } = useFormats();
  const [giving, setGiving] = useState(false);
  const { tier, nextTier } = customer;
  const next = () => {
    if (!nextTier) return tier ? t('customers.tierHighest') : null;
    const name = namedIn(i18n.language, nextTier.name) || nextTier.id;
    const count = Number(nextTier.missing);
    const { basis } = programme.tiers;
    if (basis === 'spend')
      return t('customers.tierNext', { missing: money(nextTier.missing, customer.currency), tier: name });
    return basis === 'orders'
      ? t('customers.tierNextOrders', { count, tier: name })
      : t('customers.tierNextPoints', { count, tier: name });
  };
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingSm">
            {t('customers.tier')}
          </Text>
          <Button variant="plain" onClick={() => setGiving(true)}>
            {t('customers.tierGive')}
          </Button>
        </InlineStack>
        <Text as="p" variant="headingMd">
          {tier ? namedIn(i18n.language, tier.name) || tier.id : t('customers.noTier')}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {next()}
        </Text>
      </BlockStack>
      <TierModal customer={customer} programme={programme} open={giving} onClose={() => setGiving(false)} />
    </Card>
  );
}
