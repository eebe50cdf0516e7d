import { Card, SkeletonBodyText, SkeletonPage } from '@shopify/polaris';

export function LoadingPage() {
  return (
    <SkeletonPage>
      <Card>
        <SkeletonBodyText lines={6} />
      </Card>
    </SkeletonPage>
  );
}
