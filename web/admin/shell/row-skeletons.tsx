import { BlockStack, Box, SkeletonBodyText } from '@shopify/polaris';

/** Stands for the rows of a list until they have come. */
export function RowSkeletons() {
  return (
    <Box padding="400">
      <BlockStack gap="500">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <SkeletonBodyText key={key} lines={2} />
        ))}
      </BlockStack>
    </Box>
  );
}
