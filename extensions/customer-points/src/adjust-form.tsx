import type { Api } from '@shopify/ui-extensions/admin.customer-details.block.render';
import { useState } from 'preact/hooks';
import { adjustedBalance, MOST_REASON, parsePoints } from '../../../web/admin/customers/adjusted-balance.ts';
import type { AdjustAnswer } from '../../../web/loyalty/points/api-types.ts';
import { adjustMember, type Member } from './member.ts';

declare const shopify: Api;

interface Props {
  customerId: string;
  balance: Member;
  onDone(balance: AdjustAnswer): void;
  onCancel(): void;
}

/** Giving or taking points: a reason is required, and saving twice books once. */
export function AdjustForm({ customerId, balance, onDone, onCancel }: Props) {
  const { translate, formatNumber } = shopify.i18n;
  const [direction, setDirection] = useState<'give' | 'take'>('give');
  const [points, setPoints] = useState('');
  const [reason, setReason] = useState('');
  const [problems, setProblems] = useState<{ points?: string; reason?: string; all?: string }>({});
  const [saving, setSaving] = useState(false);
  const [key] = useState(() => crypto.randomUUID());

  const save = async () => {
    const parsed = parsePoints(points);
    const change = 'problem' in parsed ? null : direction === 'give' ? parsed.points : -parsed.points;
    const tooMuch = change !== null && adjustedBalance(balance, change) === null;
    const wrong = {
      ...('problem' in parsed ? { points: translate(`problem.${parsed.problem}`) } : {}),
      ...(tooMuch ? { points: translate('problem.tooMuch', { points: formatNumber(balance.available) }) } : {}),
      ...(reason.trim() === '' ? { reason: translate('problem.reason') } : {}),
    };
    setProblems(wrong);
    if (saving || change === null || Object.keys(wrong).length > 0) return;
    setSaving(true);
    const adjusted = await adjustMember(customerId, { points: change, reason: reason.trim(), key });
    setSaving(false);
    if (adjusted.outcome === 'booked') onDone(adjusted.balance);
    else if (adjusted.outcome === 'refused' && adjusted.field === 'points')
      setProblems({ points: translate('problem.tooMuch', { points: formatNumber(balance.available) }) });
    else setProblems({ all: translate(adjusted.outcome === 'conflict' ? 'problem.conflict' : 'problem.failed') });
  };
  return (
    <s-stack gap="base">
      {problems.all ? <s-banner tone="critical">{problems.all}</s-banner> : null}
      <s-choice-list
        label={translate('direction')}
        name="direction"
        values={[direction]}
        onChange={(event) => setDirection(event.currentTarget.values?.[0] === 'take' ? 'take' : 'give')}
      >
        <s-choice value="give">{translate('give')}</s-choice>
        <s-choice value="take">{translate('take')}</s-choice>
      </s-choice-list>
      <s-number-field
        label={translate('points')}
        value={points}
        min={1}
        step={1}
        required
        onInput={(event) => setPoints(event.currentTarget.value)}
        {...(problems.points ? { error: problems.points } : {})}
      />
      <s-text-field
        label={translate('reason')}
        details={translate('reasonHelp')}
        value={reason}
        maxLength={MOST_REASON}
        required
        onInput={(event) => setReason(event.currentTarget.value)}
        {...(problems.reason ? { error: problems.reason } : {})}
      />
      <s-stack direction="inline" gap="base">
        <s-button variant="primary" loading={saving} onClick={() => void save()}>
          {translate('save')}
        </s-button>
        <s-button onClick={onCancel}>{translate('cancel')}</s-button>
      </s-stack>
    </s-stack>
  );
}
