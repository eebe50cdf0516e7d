/** Giving a customer a tier that the orders do not amount to: with a reason, and an end if it should have one. */
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Box, Select, Text, TextField } from '@shopify/polaris';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../loyalty/points/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { assignTier, customerQuery, tiersQuery } from '../api/queries.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { namedIn } from '../shell/named-in.ts';

interface Props {
  customer: CustomerDetail;
  programme: ProgrammeDocument;
  open: boolean;
  onClose(): void;
}

const blank = { tier: '', until: '', reason: '' };

export function TierModal({ customer, programme, open, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(blank);
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      assignTier(customer.id, { tier: draft.tier || null, until: draft.until || null, reason: draft.reason.trim() }),
    onSuccess: async () => {
      bridge.toast.show(t('customers.tierToast'));
      onClose();
      await Promise.all([
        queries.invalidateQueries({ queryKey: customerQuery(customer.id).queryKey }),
        queries.invalidateQueries({ queryKey: tiersQuery.queryKey }),
      ]);
    },
  });
  // Stable, because the modal listens anew whenever it changes.
  const begin = useCallback(() => {
    setDraft(blank);
    setTried(false);
  }, []);
  const submit = () => {
    setTried(true);
    if (!save.isPending && draft.reason.trim() !== '') save.mutate();
  };
  return (
    <Modal
      open={open}
      onShow={begin}
      onHide={() => {
        save.reset();
        onClose();
      }}
    >
      <Box padding="400">
        <BlockStack gap="400">
          {save.error ? <FailureBanner title={t('customers.tierFailed')} error={save.error} /> : null}
          <Text as="p">{t('customers.tierGiveHow')}</Text>
          <Select
            label={t('customers.tierChoose')}
            options={[
              { value: '', label: t('customers.tierByOrders') },
              ...programme.tiers.levels.map(({ id, name }) => ({
                value: id,
                label: namedIn(i18n.language, name) || id,
              })),
            ]}
            value={draft.tier}
            onChange={(tier) => setDraft({ ...draft, tier })}
          />
          {draft.tier ? (
            <TextField
              type="date"
              label={t('customers.tierUntil')}
              helpText={t('customers.tierUntilHow')}
              value={draft.until}
              onChange={(until) => setDraft({ ...draft, until })}
              autoComplete="off"
            />
          ) : null}
          <TextField
            label={t('customers.reason')}
            helpText={t('customers.tierReasonHelp')}
            value={draft.reason}
            onChange={(reason) => setDraft({ ...draft, reason })}
            maxLength={500}
            requiredIndicator
            autoComplete="off"
            {...(tried && draft.reason.trim() === '' ? { error: t('customers.reasonMissing') } : {})}
          />
        </BlockStack>
      </Box>
      <TitleBar title={t('customers.tierGive')}>
        <button variant="primary" type="button" loading={save.isPending ? '' : undefined} onClick={submit}>
          {t('customers.tierSave')}
        </button>
        <button type="button" onClick={onClose}>
          {t('common.cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}
