import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { ChoiceInput } from '../../form/inputs.tsx';

const statuses = ['on', 'paused', 'off'] as const;

export function StatusCard() {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('programme.status')}
        </Text>
        <ChoiceInput
          path="status"
          label={t('programme.status')}
          labelHidden
          choices={statuses.map((value) => ({
            value,
            label: t(`programme.statusChoice.${value}`),
            helpText: t(`programme.statusHow.${value}`),
          }))}
        />
      </BlockStack>
    </Card>
  );
}
