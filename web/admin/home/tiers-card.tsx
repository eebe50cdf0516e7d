import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { TiersOverview } from '../../loyalty/tiers/api-types.ts';
import { TierMembers } from '../shell/tier-members.tsx';

/** How many customers have which tier; nothing where tiers are not used. */
export function TiersCard({ tiers }: { tiers: TiersOverview }) {
  const { t } = useTranslation();
  if (!tiers.on || tiers.levels.length === 0) return null;
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
        <TierMembers levels={tiers.levels} recount={tiers.recount} />
      </BlockStack>
    </Card>
  );
}
