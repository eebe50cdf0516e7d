/** Says exactly what will happen, to how many people, before it does. */
import { Modal, TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, List, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { BalanceImport } from '../../loyalty/balances/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { useFormats } from '../format.ts';
import { worthOf } from '../programme/points-of.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';

interface Props {
  /** Null while nothing is asked. */
  what: 'start' | 'undo' | null;
  found: BalanceImport;
  programme: ProgrammeDocument;
  error: unknown;
  pending: boolean;
  onConfirm(what: 'start' | 'undo'): void;
  onClose(): void;
}

export function ConfirmImport({ what, found, programme, error, pending, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  const { money } = useFormats();
  // What was asked stays readable while the window closes.
  const asked = what ?? (found.state === 'done' ? 'undo' : 'start');
  return (
    <Modal open={what !== null} onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">
          {error ? <FailureBanner title={t('balances.actFailed')} error={error} /> : null}
          <Text as="p">
            {t(`balances.confirm.${asked}`, {
              customers: t('balances.customerCount', { count: found.customers }),
              points: t('common.points', { count: found.points }),
              worth: money(worthOf(found.points, programme, programme.currency), programme.currency),
            })}
          </Text>
          <List>
            {asked === 'start' ? (
              <>
                <List.Item>{t('balances.confirmAdded')}</List.Item>
                <List.Item>{t('balances.confirmOnce')}</List.Item>
                <List.Item>{t('balances.confirmUndo')}</List.Item>
              </>
            ) : (
              <List.Item>{t('balances.undoSpent')}</List.Item>
            )}
          </List>
        </BlockStack>
      </Box>
      <TitleBar title={t(`balances.confirmTitle.${asked}`)}>
        <button
          variant="primary"
          type="button"
          loading={pending ? '' : undefined}
          onClick={() => onConfirm(asked)}
          {...(asked === 'undo' ? { tone: 'critical' as const } : {})}
        >
          {asked === 'start' ? t('balances.start') : t('balances.undo')}
        </button>
        <button type="button" onClick={onClose}>
          {t('common.cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}
