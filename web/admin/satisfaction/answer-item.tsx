import { Badge, BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SATISFIED, type SurveyRow, UNHAPPY } from '../../retention/surveys/api-types.ts';
import { useFormats } from '../format.ts';

interface Props {
  answer: SurveyRow;
  timeZone: string;
  /** What can be done about it. */
  children: ReactNode;
}

/** Who said what of which order, and when. */
export function AnswerItem({ answer, timeZone, children }: Props) {
  const { t } = useTranslation();
  const { dateTime, date } = useFormats();
  const { order, customer, score, comment, answeredAt, task, doneAt } = answer;
  const tone = score <= UNHAPPY ? 'critical' : score >= SATISFIED ? 'success' : undefined;
  const facts = [
    dateTime(answeredAt, timeZone),
    ...(task === 'done' && doneAt ? [t('satisfaction.doneOn', { date: date(doneAt, timeZone) })] : []),
  ];
  return (
    <InlineStack align="space-between" blockAlign="start" gap="300">
      <div className="beside-button">
        <BlockStack gap="100">
          <InlineStack align="start" blockAlign="center" gap="200">
            <Badge {...(tone ? { tone } : {})}>{t(`satisfaction.score.${score}`)}</Badge>
            <Text as="h3" fontWeight="medium" breakWord>
              {customer ? (
                <Link url={`/customers/${customer.id}`} removeUnderline>
                  {customer.name ?? t('customers.nameless')}
                </Link>
              ) : (
                t('shipments.guest')
              )}
            </Text>
          </InlineStack>
          {comment ? (
            <Text as="p" breakWord>
              {t('satisfaction.quote', { comment })}
            </Text>
          ) : null}
          <Text as="p" variant="bodySm" tone="subdued">
            <Link url={`/shipments/${order.id}`} monochrome>
              {t('common.event.orderNamed', { order: order.name || order.id })}
            </Link>
            {` · ${facts.join(' · ')}`}
          </Text>
        </BlockStack>
      </div>
      {children}
    </InlineStack>
  );
}
