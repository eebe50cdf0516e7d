import { BlockStack, Card, SkeletonBodyText } from '@shopify/polaris';
import { FiguresSkeleton } from '../shell/figures-card.tsx';

export function HomeSkeleton() {
  return (
    <BlockStack gap="400">
      <FiguresSkeleton count={4} />
      {[8, 12].map((lines) => (
        <Card key={lines}>
          <SkeletonBodyText lines={lines} />
        </Card>
      ))}
    </BlockStack>
  );
}
