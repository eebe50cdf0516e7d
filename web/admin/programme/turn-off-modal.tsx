/** Turning the programme off is asked first, with whom it touches. */
import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, List, Text } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { homeQuery } from '../api/queries.ts';

interface Props {
  open: boolean;
  onClose(): void;
  onConfirm(): void;
}

export function TurnOffModal({ open, onClose, onConfirm }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery(homeQuery);
  return (
    <Modal open={open} onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">
          <Text as="p">
            {data
              ? t('programme.offWho', { count: data.members, points: t('common.points', { count: data.outstanding }) })
              : t('programme.offWhoUnknown')}
          </Text>
          <List>
            <List.Item>{t('programme.offHidden')}</List.Item>
            <List.Item>{t('programme.offEarning')}</List.Item>
            <List.Item>{t('programme.offKept')}</List.Item>
          </List>
          <Text as="p" tone="subdued">
            {t('programme.offInstead')}
          </Text>
        </BlockStack>
      </Box>
      <TitleBar title={t('programme.offTitle')}>
        <button variant="primary" tone="critical" type="button" onClick={onConfirm}>
          {t('programme.offConfirm')}
        </button>
        <button type="button" onClick={onClose}>
          {t('common.cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}
