/** Says what will happen, and to whom, before it is decided. */
import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ReferralRow } from '../../loyalty/referrals/api-types.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';

export interface Deciding {
  referral: ReferralRow;
  decision: 'approve' | 'reject';
}

interface Props {
  /** Null while nothing is asked. */
  deciding: Deciding | null;
  error: unknown;
  pending: boolean;
  onConfirm(deciding: Deciding): void;
  onClose(): void;
}

export function DecideModal({ deciding, error, pending, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  const decision = deciding?.decision ?? 'approve';
  return (
    <Modal open={deciding !== null} onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">
          {error ? <FailureBanner title={t('friends.decideFailed')} error={error} /> : null}
          {deciding ? (
            <Text as="p">
              {t(`friends.confirm.${decision}`, {
                name: deciding.referral.advocate?.name ?? t('friends.thisCustomer'),
                points: t('common.points', { count: deciding.referral.points }),
              })}
            </Text>
          ) : null}
          <Text as="p" tone="subdued">
            {t('friends.friendKeeps')}
          </Text>
        </BlockStack>
      </Box>
      <TitleBar title={t(`friends.confirmTitle.${decision}`)}>
        <button
          variant="primary"
          type="button"
          loading={pending ? '' : undefined}
          onClick={() => (deciding ? onConfirm(deciding) : undefined)}
          {...(decision === 'reject' ? { tone: 'critical' as const } : {})}
        >
          {decision === 'approve' ? t('friends.approve') : t('friends.reject')}
        </button>
        <button type="button" onClick={onClose}>
          {t('common.cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}
