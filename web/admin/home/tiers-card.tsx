import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tiersQuery } from '../api/queries.ts';
import { TierMembers } from '../shell/tier-members.tsx';

/** How many customers have which tier; nothing where tiers are not used. */
export function TiersCard() {
  const { t } = useTranslation();
  const { data } = useQuery(tiersQuery);
  if (!data?.on || data.levels.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingSm">
            {t('tiers.now')}
          </Text>
          <Button variant="plain" url="/programme/tiers">
            {t('tiers.manage')}
          </Button>
        </InlineStack>
        <TierMembers levels={data.levels} recount={data.recount} />
      </BlockStack>
    </Card>
  );
}
