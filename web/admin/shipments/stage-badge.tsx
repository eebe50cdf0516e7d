import { Badge } from '@shopify/polaris';
import type { BadgeProps } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Attention, Stage } from '../../retention/shipments/stages.ts';

const tones: Partial<Record<Stage, NonNullable<BadgeProps['tone']>>> = {
  in_transit: 'info',
  out_for_delivery: 'info',
  ready_for_pickup: 'info',
  attempted: 'attention',
  delayed: 'attention',
  failed: 'critical',
  delivered: 'success',
  picked_up: 'success',
};

/** Where it is; then whether the merchant should look after it. */
export function StageBadges({ stage, attention }: { stage: Stage; attention: Attention | null }) {
  const { t } = useTranslation();
  const tone = tones[stage];
  return (
    <>
      <Badge {...(tone ? { tone } : {})}>{t(`shipments.stage.${stage}`)}</Badge>
      {attention ? (
        <Badge tone={attention === 'late' ? 'warning' : 'critical'}>{t(`shipments.attention.${attention}`)}</Badge>
      ) : null}
    </>
  );
}
