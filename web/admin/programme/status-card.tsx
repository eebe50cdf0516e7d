import { Card, ChoiceList, Text, BlockStack } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Fields } from './fields.ts';

const statuses = ['on', 'paused', 'off'] as const;

export function StatusCard({ fields: { draft, change } }: { fields: Fields }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('programme.status')}
        </Text>
        <ChoiceList
          title={t('programme.status')}
          titleHidden
          choices={statuses.map((status) => ({
            value: status,
            label: t(`programme.statusChoice.${status}`),
            helpText: t(`programme.statusHow.${status}`),
          }))}
          selected={[draft.status]}
          onChange={([chosen]) => change({ status: statuses.find((status) => status === chosen) ?? draft.status })}
        />
      </BlockStack>
    </Card>
  );
}
