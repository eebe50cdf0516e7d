import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../../loyalty/points/api-types.ts';
import { useFormats } from '../format.ts';
import { PointsChange } from '../shell/points-change.tsx';
import { useTimelineText } from '../shell/timeline-text.ts';

const STEP = 30;
/** What has more to tell on the page of the order's parcels. */
const ofParcels: readonly TimelineItem['kind'][] = ['shipped', 'delivered'];

/** Orders, points and changes by hand in one order of time, newest first. */
export function TimelineCard({ items, timeZone }: { items: TimelineItem[]; timeZone: string }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const text = useTimelineText();
  const [shown, setShown] = useState(STEP);

  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingSm">
          {t('customers.timeline')}
        </Text>
        {items.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('customers.timelineEmpty')}
          </Text>
        ) : (
          <ol className="timeline">
            {items.slice(0, shown).map((item, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- two entries can be alike in everything; the list only grows at its start
              <li key={`${items.length - index}`} className={`timeline-item timeline-${item.kind}`}>
                <InlineStack align="space-between" gap="400" wrap={false}>
                  <div className="breakable">
                    <BlockStack gap="050">
                      <Text as="span" fontWeight={item.kind === 'order' ? 'medium' : 'regular'} breakWord>
                        {/* An order that only a file told has no page in the admin. */}
                        {item.kind === 'order' && item.order && /^\d+$/.test(item.order.id) ? (
                          <Link url={`shopify://admin/orders/${item.order.id}`} monochrome removeUnderline>
                            {text(item)}
                          </Link>
                        ) : item.order && ofParcels.includes(item.kind) ? (
                          <Link url={`/shipments/${item.order.id}`} monochrome removeUnderline>
                            {text(item)}
                          </Link>
                        ) : (
                          text(item)
                        )}
                      </Text>
                      <Text as="span" variant="bodySm" tone="subdued">
                        <time dateTime={item.at}>{dateTime(item.at, timeZone)}</time>
                      </Text>
                    </BlockStack>
                  </div>
                  <PointsChange points={item.points} />
                </InlineStack>
              </li>
            ))}
          </ol>
        )}
        {items.length > shown ? (
          <InlineStack align="center">
            <Button onClick={() => setShown(shown + STEP)}>{t('customers.showOlder')}</Button>
          </InlineStack>
        ) : null}
      </BlockStack>
    </Card>
  );
}
