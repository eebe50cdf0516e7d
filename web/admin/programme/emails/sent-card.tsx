import { BlockStack, Card, Link, SkeletonBodyText, Text } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EmailKindView, EmailsPage } from '../../../platform/messages/api-types.ts';
import { emailsQuery } from '../../api/queries.ts';
import { useFormats } from '../../format.ts';
import { FailureBanner } from '../../shell/failure-banner.tsx';
import { StackingTable } from '../../shell/stacking-table.tsx';
import { useFields } from '../form/fields.ts';
import { useKindName } from './kind-name.ts';

/** Whether it works: what was sent lately, what was not and why, and what the mail server refused. */
export function SentCard() {
  const { t } = useTranslation();
  const emails = useQuery(emailsQuery);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm" id="emails-sent">
            {t('emails.sent', { count: emails.data?.days ?? 30 })}
          </Text>
          <Text as="p" tone="subdued">
            {t('emails.sentHow')}
          </Text>
        </BlockStack>
        {emails.error ? (
          <FailureBanner title={t('emails.sentFailed')} error={emails.error} onRetry={() => void emails.refetch()} />
        ) : emails.data ? (
          <Sent page={emails.data} />
        ) : (
          <SkeletonBodyText lines={4} />
        )}
      </BlockStack>
    </Card>
  );
}

function Sent({ page }: { page: EmailsPage }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const kindName = useKindName();
  return (
    <>
      <StackingTable
        labelledBy="emails-sent"
        columns={[t('emails.column.kind'), t('emails.column.sent'), t('emails.column.notSent')]}
        rows={page.kinds.map((kind) => [kindName(kind.kind), number(kind.sent), <NotSent key="why" kind={kind} />])}
      />
      {page.waiting > 0 ? <Text as="p">{t('emails.waiting', { count: page.waiting })}</Text> : null}
      {page.failures.length > 0 ? <Failures failures={page.failures} /> : null}
    </>
  );
}

function NotSent({ kind }: { kind: EmailKindView }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const reasons = [
    ...kind.skippedBecause.map(({ reason, count }) => `${t(`emails.skipped.${reason}`)}: ${number(count)}`),
    ...(kind.failed > 0 ? [`${t('emails.refused')}: ${number(kind.failed)}`] : []),
    ...(kind.unknown > 0 ? [`${t('emails.unknown')}: ${number(kind.unknown)}`] : []),
  ];
  if (reasons.length === 0) return number(0);
  return (
    <BlockStack gap="050">
      {reasons.map((reason) => (
        <Text key={reason} as="span">
          {reason}
        </Text>
      ))}
    </BlockStack>
  );
}

function Failures({ failures }: Pick<EmailsPage, 'failures'>) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { saved } = useFields();
  const kindName = useKindName();
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t('emails.failures')}
      </Text>
      <ul className="plain-list">
        {failures.map(({ at, kind, customerId, orderId, reason, status }) => (
          <li key={`${at} ${kind} ${customerId} ${orderId}`} className="plain-list-item">
            <BlockStack gap="050">
              <Text as="span" breakWord>
                {[t(`emails.failure.${reason}`), ...(status ? [`(${status})`] : [])].join(' ')}
              </Text>
              <Text as="span" variant="bodySm" tone="subdued">
                {[kindName(kind), dateTime(at, saved.timeZone)].join(' · ')}
                {customerId ? (
                  <>
                    {' · '}
                    <Link url={`/customers/${customerId}`}>{t('emails.customer')}</Link>
                  </>
                ) : null}
                {orderId ? (
                  <>
                    {' · '}
                    <Link url={`/shipments/${orderId}`}>{t('emails.order')}</Link>
                  </>
                ) : null}
              </Text>
            </BlockStack>
          </li>
        ))}
      </ul>
    </BlockStack>
  );
}
