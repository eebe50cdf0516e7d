import { BlockStack, Card, ChoiceList, FormLayout, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Fields } from './fields.ts';
import { NumberField } from './number-field.tsx';

/** What an order earns, and what that is worth. */
export function EarnCard({ fields: { draft, currency, change, error } }: { fields: Fields }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingSm">
          {t('programme.earn')}
        </Text>
        <FormLayout>
          <FormLayout.Group condensed>
            <NumberField
              label={t('programme.earnPoints')}
              value={draft.points}
              onChange={(points) => change({ points })}
              currency={null}
              error={error('earn.points')}
            />
            <NumberField
              label={t('programme.earnPer')}
              value={draft.per}
              onChange={(per) => change({ per })}
              currency={currency}
              error={error('earn.per')}
            />
          </FormLayout.Group>
          <Text as="p" variant="bodySm" tone="subdued">
            {t('programme.earnHow')}
          </Text>
          <ChoiceList
            title={t('programme.basis')}
            choices={[
              { value: 'net', label: t('programme.basisNet'), helpText: t('programme.basisNetHow') },
              { value: 'gross', label: t('programme.basisGross'), helpText: t('programme.basisGrossHow') },
            ]}
            selected={[draft.basis]}
            onChange={([basis]) => change({ basis: basis === 'gross' ? 'gross' : 'net' })}
          />
        </FormLayout>
        <Text as="h3" variant="headingSm">
          {t('programme.worth')}
        </Text>
        <FormLayout>
          <FormLayout.Group condensed>
            <NumberField
              label={t('programme.worthPoints')}
              value={draft.worthPoints}
              onChange={(worthPoints) => change({ worthPoints })}
              currency={null}
              error={error('worth.points')}
            />
            <NumberField
              label={t('programme.worthAmount')}
              value={draft.worthAmount}
              onChange={(worthAmount) => change({ worthAmount })}
              currency={currency}
              error={error('worth.amount')}
            />
          </FormLayout.Group>
          <Text as="p" variant="bodySm" tone="subdued">
            {t('programme.worthHow')}
          </Text>
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
