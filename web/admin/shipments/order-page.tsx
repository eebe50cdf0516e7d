/** Everything that is known of the way of one order: its parcels, what is still to be sent, and what was promised. */
import { BlockStack, Card, Layout, Link, List, Page, Text } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'react-router';
import type { OrderShipments } from '../../retention/shipments/api-types.ts';
import { programmeQuery } from '../api/queries.ts';
import { RequestFailed } from '../api/request.ts';
import { deliveryQuery } from '../api/settings-queries.ts';
import { orderShipmentsQuery } from '../api/shipment-queries.ts';
import { useFormats } from '../format.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { LoadingPage } from '../shell/loading-page.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import type { CameFrom } from '../shell/polaris-link.tsx';
import { ApologyModal } from './apology-modal.tsx';
import { Lines, ParcelCard } from './parcel-card.tsx';
import { StageBadges } from './stage-badge.tsx';

export function ShipmentOrderPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const order = useQuery(orderShipmentsQuery(id));
  const programme = useQuery(programmeQuery);
  const failed = order.error ?? programme.error;

  if (order.data && programme.data) return <Loaded key={id} of={order.data} timeZone={programme.data.timeZone} />;
  if (failed instanceof RequestFailed && failed.status === 404) return <NotFoundPage />;
  if (failed) {
    return (
      <Page backAction={{ content: t('shipments.title'), url: '/shipments' }} title={t('shipments.order')}>
        <FailureBanner
          title={t('shipments.oneLoadFailed')}
          error={failed}
          onRetry={() => void Promise.all([order.refetch(), programme.refetch()])}
        />
      </Page>
    );
  }
  return <LoadingPage />;
}

function Loaded({ of, timeZone }: { of: OrderShipments; timeZone: string }) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const [giving, setGiving] = useState(false);
  const delivery = useQuery(deliveryQuery);
  const { order, customer, apology, parcels, unshipped } = of;
  const title = t('common.event.orderNamed', { order: order.name || order.id });
  useDocumentTitle(title);
  const mayGive = delivery.data?.settings.apology.on === true && customer !== null && apology === null;

  return (
    <Page
      backAction={{ content: t('shipments.title'), url: useListUrl() }}
      title={title}
      subtitle={t('shipments.placed', { date: date(order.placedAt, timeZone) })}
      titleMetadata={<StageBadges stage={of.stage} attention={null} />}
      secondaryActions={[
        ...(mayGive ? [{ content: t('shipments.apologise'), onAction: () => setGiving(true) }] : []),
        ...(/^\d+$/.test(order.id)
          ? [{ content: t('shipments.inShopify'), url: `shopify://admin/orders/${order.id}` }]
          : []),
      ]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {parcels.map((parcel, index) => (
              <ParcelCard
                key={parcel.fulfillmentId}
                parcel={parcel}
                title={
                  parcels.length > 1
                    ? t('shipments.parcelOf', { place: index + 1, count: parcels.length })
                    : t('shipments.parcel')
                }
                timeZone={timeZone}
              />
            ))}
            {unshipped.length > 0 ? (
              <Card>
                <BlockStack gap="300">
                  <Text as="h2" variant="headingSm">
                    {t('shipments.toSend')}
                  </Text>
                  <Lines lines={unshipped} />
                </BlockStack>
              </Card>
            ) : null}
            {parcels.length === 0 && unshipped.length === 0 ? (
              <Card>
                <Text as="p">{order.cancelled ? t('shipments.orderCancelled') : t('shipments.nothingToSend')}</Text>
              </Card>
            ) : null}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <PromiseCard of={of} />
            <Card>
              <BlockStack gap="200">
                <Text as="h2" variant="headingSm">
                  {t('customers.customer')}
                </Text>
                {customer ? (
                  <Text as="p" breakWord>
                    <Link url={`/customers/${customer.id}`}>{customer.name ?? t('customers.nameless')}</Link>
                  </Text>
                ) : (
                  <Text as="p" tone="subdued">
                    {t('shipments.guest')}
                  </Text>
                )}
                {apology ? (
                  <Text as="p">
                    {t('shipments.apologised', {
                      points: t('common.points', { count: apology.points }),
                      date: date(apology.givenAt, timeZone),
                    })}
                  </Text>
                ) : null}
              </BlockStack>
            </Card>
          </BlockStack>
        </Layout.Section>
      </Layout>
      {delivery.data && customer ? (
        <ApologyModal
          open={giving}
          orderId={order.id}
          customer={customer}
          settings={delivery.data.settings.apology}
          onClose={() => setGiving(false)}
        />
      ) : null}
    </Page>
  );
}

/** What shoppers are told of the whole order, and where that comes from. */
function PromiseCard({ of: { estimate, firstPromise } }: { of: OrderShipments }) {
  const { t } = useTranslation();
  const { days } = useFormats();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {t('shipments.promise')}
        </Text>
        <List>
          <List.Item>
            {estimate
              ? `${t('shipments.expected', { days: days(estimate) })} · ${t(`shipments.by.${estimate.by}`)}`
              : t('shipments.noneTold')}
          </List.Item>
          {firstPromise ? <List.Item>{t('shipments.firstPromise', { days: days(firstPromise) })}</List.Item> : null}
        </List>
      </BlockStack>
    </Card>
  );
}

/** Back to the search that led here, if one did. */
function useListUrl(): string {
  const state: Partial<CameFrom> | null = useLocation().state;
  return state?.cameFrom?.startsWith('/shipments?') ? state.cameFrom : '/shipments';
}
