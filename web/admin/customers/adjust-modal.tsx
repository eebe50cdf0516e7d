/** Giving or taking points by hand: a reason is required, the result is shown first, a repeat is harmless. */
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../loyalty/points/api-types.ts';
import { adjustPoints, customerQuery, homeQuery } from '../api/queries.ts';
import { RequestFailed } from '../api/request.ts';
import { AdjustForm } from './adjust-form.tsx';
import { type AdjustDraft, adjustedBalance, MOST_REASON, parsePoints } from './adjusted-balance.ts';

interface Props {
  customer: CustomerDetail;
  open: boolean;
  onClose(): void;
}

const blank: AdjustDraft = { direction: 'give', points: '', reason: '' };

export function AdjustModal({ customer, open, onClose }: Props) {
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(blank);
  /** Nothing is marked as wrong before the first attempt to save. */
  const [tried, setTried] = useState(false);
  /** One per opening: pressing twice, or again after a lost answer, books once. */
  const [key, setKey] = useState(() => crypto.randomUUID());

  const parsed = parsePoints(draft.points);
  const reason = draft.reason.trim();
  const save = useMutation({
    mutationFn: (points: number) => adjustPoints(customer.id, { points, reason, key }),
    onError: () => queries.invalidateQueries({ queryKey: customerQuery(customer.id).queryKey }),
    onSuccess: async (_answer, points) => {
      bridge.toast.show(
        points > 0 ? t('customers.givenToast', { count: points }) : t('customers.takenToast', { count: -points }),
      );
      onClose();
      await Promise.all([
        queries.invalidateQueries({ queryKey: customerQuery(customer.id).queryKey }),
        queries.invalidateQueries({ queryKey: ['customers'] }),
        queries.invalidateQueries({ queryKey: homeQuery.queryKey }),
      ]);
    },
  });

  // Stable, because the modal listens anew whenever it changes.
  const begin = useCallback(() => {
    setDraft(blank);
    setTried(false);
    setKey(crypto.randomUUID());
  }, []);
  const change = 'problem' in parsed ? null : draft.direction === 'give' ? parsed.points : -parsed.points;
  const tooMuch = change !== null && adjustedBalance(customer, change) === null;
  const submit = () => {
    setTried(true);
    if (save.isPending || change === null || tooMuch || reason === '' || reason.length > MOST_REASON) return;
    save.mutate(change);
  };
  // Too much to take is said at once: the balance that it is compared with stands right below.
  const pointsError = tooMuch
    ? t('customers.tooMuch', { count: customer.available })
    : tried && 'problem' in parsed
      ? t(`customers.pointsProblem.${parsed.problem}`)
      : refusedAt(save.error, 'points')
        ? t('customers.balanceChanged')
        : undefined;
  const reasonError =
    tried && reason === ''
      ? t('customers.reasonMissing')
      : tried && reason.length > MOST_REASON
        ? t('customers.reasonTooLong', { count: MOST_REASON })
        : refusedAt(save.error, 'reason')
          ? t('customers.reasonMissing')
          : undefined;

  return (
    <Modal
      open={open}
      onShow={begin}
      onHide={() => {
        save.reset();
        onClose();
      }}
    >
      <AdjustForm
        draft={draft}
        onChange={(next) => {
          setDraft(next);
          if (save.isError) save.reset();
        }}
        onSubmit={submit}
        balance={customer}
        change={change}
        pointsError={pointsError}
        reasonError={reasonError}
        failure={pointsError || reasonError ? null : save.error}
      />
      <TitleBar title={t('customers.adjustTitle')}>
        <button variant="primary" loading={save.isPending ? '' : undefined} onClick={submit} type="button">
          {draft.direction === 'give' ? t('customers.give') : t('customers.take')}
        </button>
        <button onClick={onClose} type="button">
          {t('common.cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}

/** What the form itself lets through and the server does not: mostly a balance that has changed meanwhile. */
function refusedAt(error: unknown, field: string): boolean {
  return error instanceof RequestFailed && error.answer.field === field;
}
