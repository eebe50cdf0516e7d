import { BlockStack, Box, EmptyState, IndexTable, InlineStack, Link, Text, useBreakpoints } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ShipmentRow, ShipmentTab } from '../../retention/shipments/api-types.ts';
import done from '../assets/all-done.svg';
import notFound from '../assets/not-found.svg';
import { useFormats } from '../format.ts';
import { RowSkeletons } from '../shell/row-skeletons.tsx';
import { tablePages } from '../shell/table-pages.ts';
import { ParcelNumber } from './parcel-number.tsx';
import { StageBadges } from './stage-badge.tsx';
import { useArrival } from './use-arrival.ts';

interface Props {
  shipments: ShipmentRow[] | undefined;
  timeZone: string | undefined;
  tab: ShipmentTab;
  searched: boolean;
  onNext: (() => void) | undefined;
  onPrevious: (() => void) | undefined;
}

export function ShipmentTable({ shipments, timeZone, tab, searched, onNext, onPrevious }: Props) {
  const { t } = useTranslation();
  const narrow = useBreakpoints().smDown;
  if (!shipments || !timeZone) return <RowSkeletons />;
  const isNews = !searched && (tab === 'late' || tab === 'stuck' || tab === 'unshipped');

  return (
    <IndexTable
      selectable={false}
      condensed={narrow}
      resourceName={{ singular: t('shipments.one'), plural: t('shipments.many') }}
      itemCount={shipments.length}
      headings={[
        { title: t('shipments.order') },
        { title: t('shipments.parcel') },
        { title: t('shipments.status') },
        { title: t('shipments.sent') },
        { title: t('shipments.arrives') },
      ]}
      emptyState={
        isNews ? (
          <EmptyState heading={t(`shipments.none.${tab}`)} image={done}>
            <p>{t(`shipments.noneHow.${tab}`)}</p>
          </EmptyState>
        ) : (
          <EmptyState heading={t('shipments.noneFound')} image={notFound}>
            <p>{searched ? t('shipments.noneFoundHow') : t('shipments.noneHere')}</p>
          </EmptyState>
        )
      }
      {...tablePages({ onNext, onPrevious }, { next: t('shipments.nextPage'), previous: t('shipments.previousPage') })}
    >
      {shipments.map((shipment, position) => (
        <IndexTable.Row id={shipment.id} key={shipment.id} position={position}>
          {narrow ? (
            <NarrowRow shipment={shipment} timeZone={timeZone} />
          ) : (
            <WideRow shipment={shipment} timeZone={timeZone} />
          )}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

interface RowProps {
  shipment: ShipmentRow;
  timeZone: string;
}

function WideRow({ shipment, timeZone }: RowProps) {
  const { date } = useFormats();
  return (
    <>
      <IndexTable.Cell>
        <Order shipment={shipment} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Parcel shipment={shipment} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Status shipment={shipment} timeZone={timeZone} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" variant="bodySm" tone="subdued">
          {shipment.fulfillmentId === null ? (
            '–'
          ) : (
            <time dateTime={shipment.startedAt}>{date(shipment.startedAt, timeZone)}</time>
          )}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Arrival shipment={shipment} timeZone={timeZone} />
      </IndexTable.Cell>
    </>
  );
}

function NarrowRow({ shipment, timeZone }: RowProps) {
  return (
    <Box paddingBlock="300" paddingInline="400" width="100%">
      <BlockStack gap="150">
        <Order shipment={shipment} />
        <Parcel shipment={shipment} />
        <Status shipment={shipment} timeZone={timeZone} />
        <Arrival shipment={shipment} timeZone={timeZone} />
      </BlockStack>
    </Box>
  );
}

function Order({ shipment: { order, customer } }: { shipment: ShipmentRow }) {
  const { t } = useTranslation();
  return (
    <div className="breakable">
      <BlockStack>
        <Text as="span" fontWeight="semibold" breakWord>
          <Link dataPrimaryLink url={`/shipments/${order.id}`} monochrome removeUnderline>
            {order.name || order.id}
          </Link>
        </Text>
        <Text as="span" variant="bodySm" tone="subdued" breakWord>
          {customer ? (customer.name ?? t('customers.nameless')) : t('shipments.guest')}
        </Text>
      </BlockStack>
    </div>
  );
}

function Parcel({ shipment: { number, numbers, carrier, guessed, fulfillmentId } }: { shipment: ShipmentRow }) {
  const { t } = useTranslation();
  if (fulfillmentId === null) return null;
  const name = carrier === null ? t('shipments.noCarrier') : guessed ? t('shipments.guessed', { carrier }) : carrier;
  return (
    <div className="breakable">
      <BlockStack>
        <Text as="span">{name}</Text>
        {number ? (
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            <ParcelNumber {...number} />
            {numbers > 1 ? ` ${t('shipments.moreNumbers', { count: numbers - 1 })}` : null}
          </Text>
        ) : null}
      </BlockStack>
    </div>
  );
}

function Status({ shipment: { stage, attention, attentionSince, silent, startedAt }, timeZone }: RowProps) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const note =
    attention && attentionSince
      ? t(`shipments.since.${attention}`, { date: date(attentionSince, timeZone) })
      : silent
        ? t('shipments.silent')
        : stage === 'unshipped'
          ? t('shipments.placed', { date: date(startedAt, timeZone) })
          : null;
  return (
    <BlockStack gap="050" inlineAlign="start">
      <InlineStack gap="100">
        <StageBadges stage={stage} attention={attention} />
      </InlineStack>
      {note ? (
        <Text as="span" variant="bodySm" tone="subdued">
          {note}
        </Text>
      ) : null}
    </BlockStack>
  );
}

function Arrival({ shipment, timeZone }: RowProps) {
  const { told, first } = useArrival(shipment, timeZone);
  return (
    <BlockStack>
      <Text as="span">{told}</Text>
      {first ? (
        <Text as="span" variant="bodySm" tone="subdued">
          {first}
        </Text>
      ) : null}
    </BlockStack>
  );
}
