/** What awarding would do; the button to do it stands beside the very numbers that it is held to. */
import { Banner, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PastOrdersAward, PastOrdersCount, PastOrdersPreview } from '../../loyalty/points/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { useFormats } from '../format.ts';
import { worthOf } from '../programme/points-of.ts';
import { Figures } from '../shell/figures-card.tsx';
import { WorkProgress } from '../shell/work-progress.tsx';
import { ConfirmModal } from './confirm-modal.tsx';
import { staleness } from './staleness.ts';

interface Props {
  preview: PastOrdersPreview;
  awards: PastOrdersAward[];
  programme: ProgrammeDocument;
}

export function PreviewCard({ preview, awards, programme }: Props) {
  const { t } = useTranslation();
  const { date, dateTime } = useFormats();
  const { scanned, total, counted } = preview;
  const { timeZone } = programme;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('pastOrders.would')}
          </Text>
          <Text as="p" tone="subdued">
            {t('pastOrders.wouldFor', {
              since: date(preview.since, timeZone),
              at: dateTime(preview.askedAt, timeZone),
            })}
          </Text>
        </BlockStack>
        <div aria-live="polite">
          {counted ? (
            <Counted preview={preview} counted={counted} awards={awards} programme={programme} />
          ) : (
            <WorkProgress
              text={total > 0 ? t('pastOrders.counting', { scanned, count: total }) : t('pastOrders.countingBegins')}
              share={total > 0 ? Math.min(scanned / total, 1) : null}
            />
          )}
        </div>
      </BlockStack>
    </Card>
  );
}

function Counted({ preview, counted, awards, programme }: Props & { counted: PastOrdersCount }) {
  const { t } = useTranslation();
  const { number, money } = useFormats();
  const [confirming, setConfirming] = useState(false);
  const worth = money(worthOf(counted.points, programme, programme.currency), programme.currency);
  const stale = staleness(preview, awards, programme);
  return (
    <BlockStack gap="400">
      <Figures
        heading="h3"
        figures={[
          { label: t('pastOrders.customers'), how: t('pastOrders.customersHow'), value: number(counted.customers) },
          { label: t('pastOrders.orders'), how: t('pastOrders.ordersHow'), value: number(counted.orders) },
          { label: t('pastOrders.points'), how: t('pastOrders.pointsHow'), value: number(counted.points) },
          { label: t('pastOrders.worth'), how: t('pastOrders.worthHow'), value: worth },
        ]}
      />
      <Nothing nothing={counted.nothing} />
      {stale ? (
        <Banner tone="info">
          <p>{t(`pastOrders.stale.${stale}`)}</p>
        </Banner>
      ) : counted.orders === 0 ? (
        <Text as="p" fontWeight="medium">
          {t('pastOrders.none')}
        </Text>
      ) : (
        <>
          <InlineStack>
            <Button variant="primary" onClick={() => setConfirming(true)}>
              {t('pastOrders.award', { count: counted.points })}
            </Button>
          </InlineStack>
          <ConfirmModal
            open={confirming}
            onClose={() => setConfirming(false)}
            since={preview.since}
            counted={counted}
            worth={worth}
            programme={programme}
          />
        </>
      )}
    </BlockStack>
  );
}

const reasons = ['guest', 'source', 'customer_tag', 'no_points'] as const;

function Nothing({ nothing }: { nothing: PastOrdersCount['nothing'] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const some = reasons.filter((reason) => nothing[reason] > 0);
  if (some.length === 0) return null;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t('pastOrders.nothing')}
      </Text>
      <ul className="plain-list">
        {some.map((reason) => (
          <li key={reason} className="plain-list-item">
            <InlineStack align="space-between" gap="400" wrap={false}>
              <div className="breakable">
                <Text as="span">{t(`pastOrders.nothingWhy.${reason}`)}</Text>
              </div>
              <Text as="span" numeric fontWeight="medium">
                {number(nothing[reason])}
              </Text>
            </InlineStack>
          </li>
        ))}
      </ul>
    </BlockStack>
  );
}
