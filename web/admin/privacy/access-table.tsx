import { BlockStack, Box, Button, IndexTable, InlineStack, Link, Text, useBreakpoints } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { AccessLogEntry } from '../../platform/privacy/api-types.ts';
import { useFormats } from '../format.ts';
import { tablePages } from '../shell/table-pages.ts';

interface Props {
  entries: AccessLogEntry[];
  timeZone: string;
  onNext: (() => void) | undefined;
  onPrevious: (() => void) | undefined;
  /** Shows what concerns one customer only. */
  onCustomer: ((id: string) => void) | undefined;
}

export function AccessTable({ entries, timeZone, onNext, onPrevious, onCustomer }: Props) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const narrow = useBreakpoints().smDown;
  return (
    <IndexTable
      selectable={false}
      condensed={narrow}
      resourceName={{ singular: t('privacy.entry'), plural: t('privacy.entries') }}
      itemCount={entries.length}
      headings={[{ title: t('privacy.when') }, { title: t('privacy.who') }, { title: t('privacy.what') }]}
      {...tablePages({ onNext, onPrevious }, { next: t('privacy.nextPage'), previous: t('privacy.previousPage') })}
    >
      {entries.map((entry, position) => {
        const id = String(position);
        const when = (
          <Text as="span" tone="subdued">
            <time dateTime={entry.at}>{dateTime(entry.at, timeZone)}</time>
          </Text>
        );
        const who = (
          <Link url={`shopify://admin/settings/account/${entry.staffId}`} monochrome>
            {t('privacy.staff', { id: entry.staffId })}
          </Link>
        );
        const what = <What entry={entry} onCustomer={onCustomer} />;
        return (
          <IndexTable.Row id={id} key={`${entry.at} ${entry.what} ${id}`} position={position}>
            {narrow ? (
              <Box paddingBlock="300" paddingInline="400" width="100%">
                <div className="breakable">
                  <BlockStack gap="100">
                    {what}
                    {who}
                    {when}
                  </BlockStack>
                </div>
              </Box>
            ) : (
              <>
                <IndexTable.Cell>{when}</IndexTable.Cell>
                <IndexTable.Cell>{who}</IndexTable.Cell>
                <IndexTable.Cell>{what}</IndexTable.Cell>
              </>
            )}
          </IndexTable.Row>
        );
      })}
    </IndexTable>
  );
}

function What({ entry, onCustomer }: { entry: AccessLogEntry; onCustomer: Props['onCustomer'] }) {
  const { t } = useTranslation();
  const [only] = entry.customerIds;
  const one = entry.customerIds.length === 1 && entry.people === 1 ? only : undefined;
  return (
    <BlockStack gap="050">
      <Text as="span" fontWeight="medium">
        {t(`privacy.looked.${entry.what}`)}
      </Text>
      <InlineStack gap="200">
        {one ? (
          <>
            <Link url={`/customers/${one}`}>{t('privacy.customerNumber', { id: one })}</Link>
            {onCustomer ? (
              <Button variant="plain" onClick={() => onCustomer(one)}>
                {t('privacy.onlyThis')}
              </Button>
            ) : null}
          </>
        ) : (
          <Text as="span" variant="bodySm" tone="subdued">
            {t('privacy.people', { count: entry.people })}
          </Text>
        )}
      </InlineStack>
    </BlockStack>
  );
}
