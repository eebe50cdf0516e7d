import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { staffLink } from '../api/tracking-queries.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';

/** The store's own people mark their browsers, whose visits count no more. */
export function StaffCard() {
  const { t } = useTranslation();
  const mark = useMutation({
    mutationFn: staffLink,
    onSuccess: ({ url }) => {
      window.open(url, '_blank', 'noopener');
    },
  });
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('results.staff')}
          </Text>
          <Text as="p" tone="subdued">
            {t('results.staffHow')}
          </Text>
        </BlockStack>
        {mark.error ? <FailureBanner title={t('results.staffFailed')} error={mark.error} /> : null}
        <InlineStack>
          <Button loading={mark.isPending} onClick={() => mark.mutate()}>
            {t('results.staffAction')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
