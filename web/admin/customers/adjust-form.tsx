import { BlockStack, Box, ChoiceList, Form, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { RequestFailed } from '../api/request.ts';
import { useFormats } from '../format.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { type AdjustDraft, type Balance, MOST_REASON, adjustedBalance } from './adjusted-balance.ts';

interface Props {
  draft: AdjustDraft;
  onChange(draft: AdjustDraft): void;
  onSubmit(): void;
  balance: Balance;
  /** Signed; null while no valid number is typed. */
  change: number | null;
  pointsError: string | undefined;
  reasonError: string | undefined;
  failure: unknown;
}

export function AdjustForm({ draft, onChange, onSubmit, balance, change, pointsError, reasonError, failure }: Props) {
  const { t } = useTranslation();
  const conflict = failure instanceof RequestFailed && failure.status === 409;
  return (
    <Box padding="400">
      <Form onSubmit={onSubmit}>
        <BlockStack gap="400">
          {failure ? (
            <FailureBanner
              title={t('customers.adjustFailed')}
              error={failure}
              {...(conflict ? { text: t('customers.adjustConflict') } : {})}
            />
          ) : null}
          <ChoiceList
            title={t('customers.direction')}
            choices={[
              { label: t('customers.give'), value: 'give' },
              { label: t('customers.take'), value: 'take' },
            ]}
            selected={[draft.direction]}
            onChange={([direction]) => onChange({ ...draft, direction: direction === 'take' ? 'take' : 'give' })}
          />
          <TextField
            label={t('customers.points')}
            value={draft.points}
            onChange={(points) => onChange({ ...draft, points })}
            inputMode="numeric"
            autoComplete="off"
            requiredIndicator
            {...(pointsError ? { error: pointsError } : {})}
          />
          <TextField
            label={t('customers.reason')}
            value={draft.reason}
            onChange={(reason) => onChange({ ...draft, reason })}
            helpText={t('customers.reasonHelp')}
            autoComplete="off"
            maxLength={MOST_REASON}
            requiredIndicator
            {...(reasonError ? { error: reasonError } : {})}
          />
          <Result balance={balance} change={change} />
        </BlockStack>
      </Form>
    </Box>
  );
}

function Result({ balance, change }: { balance: Balance; change: number | null }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const net = (one: Balance) => number(one.available - one.debt);
  const after = change === null ? null : adjustedBalance(balance, change);
  return (
    <Box background="bg-surface-secondary" padding="300" borderRadius="200" role="status">
      <Text as="p">
        {after
          ? t('customers.balanceAfter', { now: net(balance), after: net(after) })
          : t('customers.balanceNow', { now: net(balance) })}
      </Text>
    </Box>
  );
}
