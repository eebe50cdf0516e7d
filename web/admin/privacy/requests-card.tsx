import { BlockStack, Card, InlineStack, Link, Pagination, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { DataRequestPage, DataRequestRow } from '../../platform/privacy/api-types.ts';
import { useFormats } from '../format.ts';
import type { ListAddress } from '../shell/list-address.ts';
import { RequestBadge } from './request-badge.tsx';
import { personName } from './person-name.ts';

interface Props {
  page: DataRequestPage;
  address: ListAddress;
  /** The rows are still those of the page before. */
  loading: boolean;
  timeZone: string;
}

export function RequestsCard({ page: { requests, open, next }, address, loading, timeZone }: Props) {
  const { t } = useTranslation();
  const none = requests.length === 0 && address.after === null;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('privacy.requests')}
          </Text>
          <Text as="p" tone="subdued">
            {none ? t('privacy.requestsEmpty') : t('privacy.requestsHow')}
          </Text>
        </BlockStack>
        {none ? null : (
          <>
            <Text as="p" fontWeight="medium">
              {open === 0 ? t('privacy.noneOpen') : t('privacy.open', { count: open })}
            </Text>
            <ul className="plain-list">
              {requests.map((request) => (
                <li key={request.id} className="plain-list-item">
                  <Request request={request} timeZone={timeZone} />
                </li>
              ))}
            </ul>
            {next || address.after !== null ? (
              <InlineStack align="center">
                <Pagination
                  hasNext={next !== null && !loading}
                  hasPrevious={address.after !== null}
                  onNext={() => next && address.next(next)}
                  onPrevious={address.previous}
                  accessibilityLabels={{ next: t('privacy.nextPage'), previous: t('privacy.previousPage') }}
                />
              </InlineStack>
            ) : null}
          </>
        )}
      </BlockStack>
    </Card>
  );
}

function Request({ request, timeZone }: { request: DataRequestRow; timeZone: string }) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const asked = t('privacy.asked', { date: date(request.requestedAt, timeZone) });
  return (
    <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
      <div className="breakable">
        <BlockStack gap="050">
          <Text as="h3" fontWeight="medium">
            <Link url={`/privacy/requests/${encodeURIComponent(request.id)}`} removeUnderline>
              {personName(t, request)}
            </Link>
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            {asked}{' '}
            {request.state === 'open'
              ? t('privacy.due', { date: date(request.dueAt, timeZone) })
              : request.doneAt
                ? t('privacy.done', { date: date(request.doneAt, timeZone) })
                : null}
          </Text>
        </BlockStack>
      </div>
      <div className="unbroken">
        <RequestBadge request={request} />
      </div>
    </InlineStack>
  );
}
