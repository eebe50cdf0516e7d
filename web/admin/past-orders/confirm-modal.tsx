/** Says exactly what will happen, to how many people, before it does. */
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Box, List, Text } from '@shopify/polaris';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PastOrdersCount } from '../../loyalty/points/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { awardPastOrders, pastOrdersQuery } from '../api/queries.ts';
import { RequestFailed } from '../api/request.ts';
import { useFormats } from '../format.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';

interface Props {
  open: boolean;
  onClose(): void;
  since: string;
  counted: PastOrdersCount;
  worth: string;
  programme: ProgrammeDocument;
}

export function ConfirmModal({ open, onClose, since, counted, worth, programme }: Props) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const bridge = useAppBridge();
  const queries = useQueryClient();
  /** One per opening: pressing twice, or again after a lost answer, awards once. */
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { customers, orders, points } = counted;
  const award = useMutation({
    mutationFn: () => awardPastOrders({ since, key, expected: { customers, orders, points } }),
    onError: () => queries.invalidateQueries({ queryKey: pastOrdersQuery.queryKey }),
    onSuccess: (begun) => {
      onClose();
      queries.setQueryData(pastOrdersQuery.queryKey, begun);
      bridge.toast.show(t('pastOrders.begunToast'));
    },
  });
  // Stable, because the modal listens anew whenever it changes.
  const begin = useCallback(() => setKey(crypto.randomUUID()), []);
  const submit = () => {
    if (!award.isPending) award.mutate();
  };

  return (
    <Modal
      open={open}
      onShow={begin}
      onHide={() => {
        award.reset();
        onClose();
      }}
    >
      <Box padding="400">
        <BlockStack gap="300">
          {award.error ? <AwardFailure error={award.error} /> : null}
          <Text as="p">
            {t('pastOrders.confirmWho', {
              customers: t('pastOrders.customerCount', { count: customers }),
              orders: t('pastOrders.orderCount', { count: orders }),
              points: t('common.points', { count: points }),
              since: date(since, programme.timeZone),
              worth,
            })}
          </Text>
          <List>
            <List.Item>{t('pastOrders.confirmShown')}</List.Item>
            {programme.window.days > 0 ? (
              <List.Item>{t('pastOrders.confirmWait', { count: programme.window.days })}</List.Item>
            ) : null}
            <List.Item>{t('pastOrders.confirmOnce')}</List.Item>
            <List.Item>{t('pastOrders.confirmUndo')}</List.Item>
          </List>
        </BlockStack>
      </Box>
      <TitleBar title={t('pastOrders.confirmTitle')}>
        <button variant="primary" loading={award.isPending ? '' : undefined} onClick={submit} type="button">
          {t('pastOrders.award', { count: points })}
        </button>
        <button onClick={onClose} type="button">
          {t('common.cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}

/** A refusal is certain; behind silence or a server's trouble the award may have begun all the same. */
function AwardFailure({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (error instanceof RequestFailed && error.status >= 400 && error.status < 500)
    return <FailureBanner title={t('pastOrders.awardFailed')} error={error} />;
  return <FailureBanner title={t('pastOrders.awardUnsure')} text={t('pastOrders.awardUnsureHow')} error={error} />;
}
