/** Says how many points whom are given, before they are; whether the limits allow it the server says. */
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Box, Text } from '@shopify/polaris';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OrderShipments } from '../../retention/shipments/api-types.ts';
import type { DeliverySettings } from '../../retention/shipments/settings.ts';
import { RequestFailed } from '../api/request.ts';
import { giveApology, orderShipmentsQuery } from '../api/shipment-queries.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';

interface Props {
  open: boolean;
  orderId: string;
  customer: NonNullable<OrderShipments['customer']>;
  settings: DeliverySettings['apology'];
  onClose(): void;
}

export function ApologyModal({ open, orderId, customer, settings, onClose }: Props) {
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const give = useMutation({
    mutationFn: () => giveApology(orderId),
    onSuccess: (order) => {
      queries.setQueryData(orderShipmentsQuery(orderId).queryKey, order);
      bridge.toast.show(t('shipments.apologyToast'));
      onClose();
    },
  });
  const refused = give.error instanceof RequestFailed && give.error.status === 409;
  return (
    <Modal
      open={open}
      onHide={() => {
        give.reset();
        onClose();
      }}
    >
      <Box padding="400">
        <BlockStack gap="300">
          {give.error ? (
            <FailureBanner
              title={t('shipments.apologyFailed')}
              error={give.error}
              {...(refused ? { text: t('shipments.apologyRefused') } : {})}
            />
          ) : null}
          <Text as="p">
            {t('shipments.apologyWho', {
              name: customer.name ?? t('customers.nameless'),
              points: t('common.points', { count: settings.points }),
            })}
          </Text>
          <Text as="p" tone="subdued">
            {t('shipments.apologyOnce')}
          </Text>
        </BlockStack>
      </Box>
      <TitleBar title={t('shipments.apologyTitle')}>
        <button
          variant="primary"
          type="button"
          loading={give.isPending ? '' : undefined}
          onClick={() => (give.isPending ? undefined : give.mutate())}
        >
          {t('customers.give')}
        </button>
        <button type="button" onClick={onClose}>
          {t('common.cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}
