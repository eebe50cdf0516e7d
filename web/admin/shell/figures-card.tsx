import { BlockStack, Card, Link, SkeletonBodyText, SkeletonDisplayText, Text } from '@shopify/polaris';
import { Explained } from './explained.tsx';

export interface Figure {
  label: string;
  how: string;
  value: string;
  detail?: string;
  /** The people behind the number. */
  url?: string;
}

export function FiguresCard({ figures }: { figures: Figure[] }) {
  return (
    <Card>
      <Figures figures={figures} heading="h2" />
    </Card>
  );
}

/** Numbers side by side, as many as fit. */
export function Figures({ figures, heading }: { figures: Figure[]; heading: 'h2' | 'h3' }) {
  return (
    <div className="figures">
      {figures.map(({ label, how, value, detail, url }) => (
        <BlockStack key={label} gap="100">
          <Text as={heading} variant="headingSm">
            <Explained how={how}>{label}</Explained>
          </Text>
          <Text as="p" variant="headingLg" numeric>
            {url ? (
              <Link url={url} monochrome removeUnderline accessibilityLabel={`${label}: ${value}`}>
                {value}
              </Link>
            ) : (
              value
            )}
          </Text>
          {detail ? (
            <Text as="p" variant="bodySm" tone="subdued">
              {detail}
            </Text>
          ) : null}
        </BlockStack>
      ))}
    </div>
  );
}

export function FiguresSkeleton({ count }: { count: number }) {
  return (
    <Card>
      <div className="figures">
        {Array.from({ length: count }, (_, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- nothing tells one placeholder from the next
          <BlockStack key={index} gap="200">
            <SkeletonBodyText lines={1} />
            <SkeletonDisplayText size="small" />
            <SkeletonBodyText lines={1} />
          </BlockStack>
        ))}
      </div>
    </Card>
  );
}
