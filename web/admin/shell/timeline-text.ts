/** One line for what happened, in the merchant's words. */
import { useTranslation } from 'react-i18next';
import type { TimelineItem } from '../../loyalty/points/api-types.ts';
import { useFormats } from '../format.ts';

const statuses = [
  'pending',
  'authorized',
  'partially_paid',
  'paid',
  'partially_refunded',
  'refunded',
  'voided',
  'expired',
  'cancelled',
] as const;
/** What points were given for; the server may know more than this page. */
const sources = [
  'sign_up',
  'birthday',
  'newsletter',
  'review',
  'social',
  'custom',
  'first_order',
  'order_goal',
  'spend_goal',
  'tier',
  'referral',
  'apology',
  'import',
] as const;
type Status = (typeof statuses)[number];

export function useTimelineText(): (item: TimelineItem) => string {
  const { t } = useTranslation();
  const { money } = useFormats();

  const statusText = (status: string) => {
    const known = statuses.find((one): one is Status => one === status.toLowerCase());
    return known ? t(`common.orderStatus.${known}`) : null;
  };
  return (item) => {
    const order = item.order?.name;
    switch (item.kind) {
      case 'order': {
        if (!item.order) return t('common.event.order');
        const parts = [
          t('common.event.orderNamed', { order: item.order.name }),
          money(item.order.total, item.order.currency),
        ];
        const status = statusText(item.order.status);
        return (status ? [...parts, status] : parts).join(' · ');
      }
      case 'earned':
        return order ? t('common.event.earnedFrom', { order }) : t('common.event.earned');
      case 'released':
        return order ? t('common.event.releasedFrom', { order }) : t('common.event.released');
      case 'reversed':
        return order ? t('common.event.reversedFrom', { order }) : t('common.event.reversed');
      case 'granted':
        return t(`common.event.grantedFor.${sources.find((source) => source === item.source) ?? 'other'}`);
      case 'redeemed':
        return t('common.event.redeemed');
      case 'reimbursed':
        return order ? t('common.event.reimbursedFrom', { order }) : t('common.event.reimbursed');
      case 'expired':
        return t('common.event.expired');
      case 'merged':
        return t('common.event.merged');
      case 'shipped':
        return t('common.event.shipped', { order });
      case 'delivered':
        return t('common.event.delivered', { order });
      case 'answered':
        return t('common.event.answered', { order, score: item.score });
      case 'adjusted':
        return item.reason ? t('common.event.adjustedFor', { reason: item.reason }) : t('common.event.adjusted');
    }
  };
}
