import { BlockStack, Card, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { DataRequestRow } from '../../platform/privacy/api-types.ts';
import { useFormats } from '../format.ts';

/** What is asked of the merchant, until when, and whom it is about. */
export function RequestDates({ request, timeZone }: { request: DataRequestRow; timeZone: string }) {
  const { t } = useTranslation();
  const { date, dateTime } = useFormats();
  const { state, content, person, requestedAt, dueAt, doneAt, keptUntil } = request;
  const contact = [person.email, person.phone].filter((part) => part !== null);
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {t('privacy.request')}
        </Text>
        <Text as="p">{t(`privacy.content.${content}`)}</Text>
        {contact.length > 0 ? (
          <Text as="p" breakWord>
            {t('privacy.handTo', { contact: contact.join(', ') })}
          </Text>
        ) : null}
        {person.customerId && content !== 'erased' ? (
          <Text as="p">
            <Link url={`/customers/${person.customerId}`}>{t('privacy.toCustomer')}</Link>
          </Text>
        ) : null}
        <Text as="p" variant="bodySm" tone="subdued">
          {t('privacy.asked', { date: date(requestedAt, timeZone) })}{' '}
          {state === 'open'
            ? t('privacy.due', { date: date(dueAt, timeZone) })
            : doneAt
              ? t('privacy.done', { date: dateTime(doneAt, timeZone) })
              : null}{' '}
          {keptUntil ? t('privacy.keptUntil', { date: date(keptUntil, timeZone) }) : null}
        </Text>
      </BlockStack>
    </Card>
  );
}
