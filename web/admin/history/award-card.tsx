import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

/** What past orders are good for. */
export function AwardCard() {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('history.award')}
          </Text>
          <Text as="p">{t('history.awardHow')}</Text>
        </BlockStack>
        <InlineStack>
          <Button url="/programme/past-orders">{t('history.awardAction')}</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
