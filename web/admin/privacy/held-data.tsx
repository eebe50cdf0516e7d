import { BlockStack, Card, Text } from '@shopify/polaris';
import type { DataSection } from '../../platform/privacy/api-types.ts';
import { StackingTable } from '../shell/stacking-table.tsx';

/** Each table as the server words it. */
export function HeldData({ sections }: { sections: DataSection[] }) {
  return sections.map(({ id, title, columns, rows }) => (
    <Card key={id}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm" id={`held-${id}`}>
          {title}
        </Text>
        <StackingTable labelledBy={`held-${id}`} columns={columns} rows={rows} />
      </BlockStack>
    </Card>
  ));
}
