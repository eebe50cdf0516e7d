import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { PastOrdersAward } from '../../loyalty/points/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { useFormats } from '../format.ts';
import { WorkProgress } from '../shell/work-progress.tsx';

interface Props {
  awards: PastOrdersAward[];
  programme: ProgrammeDocument;
}

/** What the merchant has done so far, with what came of it. */
export function AwardsCard({ awards, programme }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingSm">
          {t('pastOrders.awards')}
        </Text>
        {awards.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('pastOrders.awardsEmpty')}
          </Text>
        ) : (
          <ul className="plain-list">
            {awards.map((award) => (
              <li key={award.award} className="plain-list-item">
                <Award award={award} timeZone={programme.timeZone} />
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

const tones = { counting: 'info', awarding: 'info', done: 'success', changed: 'attention' } as const;

function Award({ award, timeZone }: { award: PastOrdersAward; timeZone: string }) {
  const { t } = useTranslation();
  const { date, dateTime } = useFormats();
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {t('pastOrders.ordersSince', { since: date(award.since, timeZone) })}
        </Text>
        <Badge tone={tones[award.state]}>{t(`pastOrders.state.${award.state}`)}</Badge>
      </InlineStack>
      <Outcome award={award} />
      <Text as="p" variant="bodySm" tone="subdued">
        <time dateTime={award.askedAt}>{dateTime(award.askedAt, timeZone)}</time>
      </Text>
    </BlockStack>
  );
}

function Outcome({ award: { state, scanned, total, counted, brought } }: { award: PastOrdersAward }) {
  const { t } = useTranslation();
  if (state === 'counting') return <WorkProgress text={t('pastOrders.countingAgain')} share={null} />;
  if (state === 'awarding') {
    return (
      <WorkProgress
        text={t('pastOrders.awarding', { scanned, count: total })}
        share={total > 0 ? Math.min(scanned / total, 1) : null}
      />
    );
  }
  if (state === 'changed') return <Text as="p">{t('pastOrders.changed')}</Text>;
  const { customers, orders, points } = counted ?? brought;
  return (
    <>
      <Text as="p">
        {t('pastOrders.done', {
          customers: t('pastOrders.customerCount', { count: customers }),
          orders: t('pastOrders.orderCount', { count: orders }),
          points: t('common.points', { count: points }),
        })}
      </Text>
      {brought.points < points ? (
        <Text as="p" variant="bodySm" tone="subdued">
          {t('pastOrders.lowered', { points: t('common.points', { count: brought.points }) })}
        </Text>
      ) : null}
    </>
  );
}
