import { BlockStack, Box, EmptyState, IndexTable, InlineStack, Link, Text, useBreakpoints } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '../../loyalty/points/api-types.ts';
import picture from '../assets/not-found.svg';
import { useFormats } from '../format.ts';
import { RowSkeletons } from '../shell/row-skeletons.tsx';
import { tablePages } from '../shell/table-pages.ts';

interface Props {
  customers: CustomerRow[] | undefined;
  timeZone: string | undefined;
  onNext: (() => void) | undefined;
  onPrevious: (() => void) | undefined;
}

export function CustomerTable({ customers, timeZone, onNext, onPrevious }: Props) {
  const { t } = useTranslation();
  const narrow = useBreakpoints().smDown;
  if (!customers || !timeZone) return <RowSkeletons />;

  return (
    <IndexTable
      selectable={false}
      condensed={narrow}
      resourceName={{ singular: t('customers.one'), plural: t('customers.many') }}
      itemCount={customers.length}
      headings={[
        { title: t('customers.customer') },
        { title: t('customers.lastActivity') },
        { title: t('customers.pending'), alignment: 'end' },
        { title: t('customers.available'), alignment: 'end' },
      ]}
      emptyState={
        <EmptyState heading={t('customers.noneFound')} image={picture}>
          <p>{t('customers.noneFoundHow')}</p>
        </EmptyState>
      }
      {...tablePages({ onNext, onPrevious }, { next: t('customers.nextPage'), previous: t('customers.previousPage') })}
    >
      {customers.map((customer, position) => (
        <IndexTable.Row id={customer.id} key={customer.id} position={position}>
          {narrow ? (
            <NarrowRow customer={customer} timeZone={timeZone} />
          ) : (
            <WideRow customer={customer} timeZone={timeZone} />
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

interface RowProps {
  customer: CustomerRow;
  timeZone: string;
}

function WideRow({ customer, timeZone }: RowProps) {
  const { number } = useFormats();
  return (
    <>
      <IndexTable.Cell>
        <Person customer={customer} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <LastActivity customer={customer} timeZone={timeZone} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end" tone="subdued">
          {number(customer.pending)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end" fontWeight="medium">
          {number(customer.available - customer.debt)}
        </Text>
      </IndexTable.Cell>
    </>
  );
}

function NarrowRow({ customer, timeZone }: RowProps) {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (
    <Box paddingBlock="300" paddingInline="400" width="100%">
      <InlineStack align="space-between" gap="300" wrap={false}>
        <BlockStack gap="050">
          <Person customer={customer} />
          <LastActivity customer={customer} timeZone={timeZone} />
        </BlockStack>
        <div className="unbroken">
          <BlockStack gap="050" inlineAlign="end">
            <Text as="span" numeric fontWeight="semibold">
              {t('common.points', { count: customer.available - customer.debt })}
            </Text>
            {customer.pending > 0 ? (
              <Text as="span" numeric variant="bodySm" tone="subdued">
                {t('customers.pendingShort', { points: number(customer.pending) })}
              </Text>
            ) : null}
          </BlockStack>
        </div>
      </InlineStack>
    </Box>
  );
}

function Person({ customer }: { customer: CustomerRow }) {
  const { t } = useTranslation();
  return (
    <div className="breakable">
      <BlockStack>
        <Text as="span" fontWeight="semibold" breakWord>
          <Link dataPrimaryLink url={`/customers/${customer.id}`} monochrome removeUnderline>
            {customer.name ?? customer.email ?? t('customers.nameless')}
          </Link>
        </Text>
        {customer.name && customer.email ? (
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            {customer.email}
          </Text>
        ) : null}
      </BlockStack>
    </div>
  );
}

function LastActivity({ customer, timeZone }: RowProps) {
  const { t } = useTranslation();
  const { date } = useFormats();
  return (
    <Text as="span" variant="bodySm" tone="subdued">
      {customer.lastActivityAt ? (
        <time dateTime={customer.lastActivityAt}>{date(customer.lastActivityAt, timeZone)}</time>
      ) : (
        t('customers.noActivity')
      )}
    </Text>
  );
}
