/** What Shopify is asked to make for a reward. */
import type { OfferKind, OfferTerms } from '../../offers/discounts/index.ts';
import { addDays, dayIn, endOfDay } from '../../platform/kit/days.ts';
import { minorFromDecimal } from '../../platform/kit/money.ts';
import type { Reward, RewardKind } from '../programme/settings.ts';
import type { Redeemable } from './decide-redemption.ts';

export const offerKinds: Record<RewardKind, OfferKind> = {
  fixed: 'amount',
  slider: 'amount',
  percentage: 'percentage',
  freeShipping: 'freeShipping',
  freeProduct: 'amount',
  giftCard: 'giftCard',
  storeCredit: 'storeCredit',
};

export interface StoreTerms {
  currency: string;
  timeZone: string;
}

/** The last day of the store on which it can be used; null = without an end. */
export function lastDayOf({ validDays }: Pick<Reward, 'validDays'>, now: number, timeZone: string): string | null {
  return validDays === null ? null : addDays(dayIn(timeZone, now), validDays);
}

/** `title`: what the merchant reads in Shopify's own list of discounts. */
export function offerOf(
  { reward, worth }: Redeemable,
  { currency, timeZone }: StoreTerms,
  now: number,
  title: string,
): OfferTerms {
  const lastDay = lastDayOf(reward, now, timeZone);
  const endsAt = lastDay === null ? null : endOfDay(timeZone, lastDay);
  if (worth.kind === 'giftCard') return { kind: 'giftCard', amount: worth.amount, currency, lastDay, note: title };
  if (worth.kind === 'storeCredit') return { kind: 'storeCredit', amount: worth.amount, currency, endsAt };
  if (reward.kind === 'giftCard' || reward.kind === 'storeCredit')
    throw new Error(`a ${reward.kind} that is worth a ${worth.kind}`);
  const { minimumSubtotal, combinesWith } = reward;
  const code = {
    title,
    currency,
    startsAt: now,
    endsAt,
    minimumSubtotal: minimumSubtotal === null ? null : minorFromDecimal(minimumSubtotal, currency),
    combinesWith,
  };
  const collections = 'collections' in reward ? reward.collections.map(({ id }) => id) : [];
  const some =
    collections.length > 0 ? ({ items: 'collections', ids: collections } as const) : { items: 'all' as const };
  switch (worth.kind) {
    case 'percentage':
      return { ...code, kind: 'percentage', percent: worth.percent, entitled: some };
    case 'freeShipping':
      return { ...code, kind: 'freeShipping' };
    case 'amount':
      return { ...code, kind: 'amount', amount: worth.amount, entitled: some };
    case 'freeProduct':
      return { ...code, kind: 'amount', amount: worth.amount, entitled: { items: 'variant', id: worth.variantId } };
  }
}
