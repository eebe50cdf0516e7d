import { useTranslation } from 'react-i18next';
import type { Reward } from '../../../loyalty/programme/settings.ts';
import { useFormats } from '../../format.ts';

/** What a reward gives, in a few words of the merchant's language: "$5.00 off". */
export function useRewardText(currency: string): (reward: Reward) => string {
  const { t } = useTranslation();
  const { money, number } = useFormats();
  return (reward) => {
    switch (reward.kind) {
      case 'fixed':
      case 'giftCard':
      case 'storeCredit':
        return t(`spend.gives.${reward.kind}`, { amount: money(reward.amount, currency) });
      case 'slider':
        return t('spend.gives.slider', { amount: money(reward.amount, currency), points: number(reward.points) });
      case 'percentage':
        return t('spend.gives.percentage', { percent: number(reward.percent) });
      case 'freeShipping':
        return t('spend.gives.freeShipping');
      case 'freeProduct':
        return t('spend.gives.freeProduct', { product: reward.variant.title || reward.variant.id });
    }
  };
}
