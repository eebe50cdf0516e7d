import { BlockStack, Card, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';

/** A card of settings: what it is about, why one would change it, and the fields. */
export function SectionCard({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {title}
          </Text>
          {help ? (
            <Text as="p" tone="subdued">
              {help}
            </Text>
          ) : null}
        </BlockStack>
        {children}
      </BlockStack>
    </Card>
  );
}
