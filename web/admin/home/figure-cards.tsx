import { BlockStack, Card, InlineGrid, Link, SkeletonBodyText, SkeletonDisplayText, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { HomeFigures } from '../../loyalty/points/api-types.ts';
import { useFormats } from '../format.ts';
import { Explained } from '../shell/explained.tsx';

interface Figure {
  label: string;
  how: string;
  value: string;
  detail: string;
  url?: string;
}

export function FigureCards({ figures }: { figures: HomeFigures | undefined }) {
  const { t } = useTranslation();
  const { number, signed, money } = useFormats();
  if (!figures) return <FigureSkeletons />;

  const cards: Figure[] = [
    {
      label: t('home.members'),
      how: t('home.membersHow'),
      value: number(figures.members),
      detail: t('home.last30Days', { change: signed(figures.membersLast30Days) }),
      url: '/customers',
    },
    {
      label: t('home.given'),
      how: t('home.givenHow'),
      value: number(figures.pointsGiven),
      detail: t('home.last30Days', { change: signed(figures.pointsGivenLast30Days) }),
    },
    {
      label: t('home.outstanding'),
      how: t('home.outstandingHow'),
      value: number(figures.outstanding),
      detail:
        figures.debt > 0
          ? t('home.outstandingWithDebt', {
              available: number(figures.available),
              pending: number(figures.pending),
              debt: number(figures.debt),
            })
          : t('home.outstandingSplit', { available: number(figures.available), pending: number(figures.pending) }),
    },
    {
      label: t('home.worth'),
      how: t('home.worthHow'),
      value: money(figures.outstandingWorth, figures.currency),
      detail: t('home.worthDetail'),
    },
  ];
  return (
    <InlineGrid columns={{ xs: 1, sm: 2, lg: 4 }} gap="400">
      {cards.map((card) => (
        <Card key={card.label}>
          <BlockStack gap="200">
            <Text as="h2" variant="headingSm">
              <Explained how={card.how}>{card.label}</Explained>
            </Text>
            <Text as="p" variant="headingLg">
              {card.url ? (
                <Link url={card.url} monochrome removeUnderline accessibilityLabel={`${card.label}: ${card.value}`}>
                  {card.value}
                </Link>
              ) : (
                card.value
              )}
            </Text>
            <Text as="p" variant="bodySm" tone="subdued">
              {card.detail}
            </Text>
          </BlockStack>
        </Card>
      ))}
    </InlineGrid>
  );
}

function FigureSkeletons() {
  return (
    <InlineGrid columns={{ xs: 1, sm: 2, lg: 4 }} gap="400">
      {['members', 'given', 'outstanding', 'worth'].map((key) => (
        <Card key={key}>
          <BlockStack gap="300">
            <SkeletonBodyText lines={1} />
            <SkeletonDisplayText size="small" />
            <SkeletonBodyText lines={1} />
          </BlockStack>
        </Card>
      ))}
    </InlineGrid>
  );
}
