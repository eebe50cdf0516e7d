import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../../loyalty/points/api-types.ts';
import { useFormats } from '../format.ts';
import { PointsChange } from '../shell/points-change.tsx';
import { useTimelineText } from '../shell/timeline-text.ts';

interface Props {
  items: TimelineItem[];
  timeZone: string;
}

export function RecentActivity({ items, timeZone }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingSm">
          {t('home.recent')}
        </Text>
        {items.length === 0 ? (
          <BlockStack gap="100">
            <Text as="p">{t('home.recentEmpty')}</Text>
            <Text as="p" tone="subdued">
              {t('home.recentEmptyHow')}
            </Text>
          </BlockStack>
        ) : (
          <ul className="plain-list">
            {items.map((item) => (
              <Activity
                key={`${item.at} ${item.kind} ${item.customer?.id} ${item.order?.id}`}
                item={item}
                timeZone={timeZone}
              />
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

function Activity({ item, timeZone }: { item: TimelineItem; timeZone: string }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const text = useTimelineText();
  return (
    <li className="plain-list-item">
      <InlineStack align="space-between" gap="400" wrap={false}>
        <div className="breakable">
          <BlockStack gap="050">
            {item.customer ? (
              <Text as="span" fontWeight="medium">
                <Link url={`/customers/${item.customer.id}`} removeUnderline>
                  {item.customer.name ?? t('customers.nameless')}
                </Link>
              </Text>
            ) : null}
            <Text as="span">{text(item)}</Text>
            <Text as="span" variant="bodySm" tone="subdued">
              <time dateTime={item.at}>{dateTime(item.at, timeZone)}</time>
            </Text>
          </BlockStack>
        </div>
        <PointsChange points={item.points} />
      </InlineStack>
    </li>
  );
}
