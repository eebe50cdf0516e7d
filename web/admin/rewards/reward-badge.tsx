import { Badge } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { RewardState } from '../../loyalty/rewards/api-types.ts';

const tones = {
  pending: 'info',
  issued: 'success',
  used: undefined,
  expired: undefined,
  returning: 'info',
  returned: undefined,
  refused: 'critical',
} as const;

export function RewardBadge({ state }: { state: RewardState }) {
  const { t } = useTranslation();
  const tone = tones[state];
  return <Badge {...(tone ? { tone } : {})}>{t(`rewards.state.${state}`)}</Badge>;
}
