/** A new reward of each kind, with numbers of the feel of the store's currency and of what its points are worth. */
import type { ProgrammeSettings, RewardKind } from '../../../loyalty/programme/settings.ts';
import type { Draft } from '../form/draft.ts';
import { newId } from '../../form/new-id.ts';
import { type Typing, typedText } from '../../form/kinds.ts';

export const rewardKinds = [
  'fixed',
  'slider',
  'percentage',
  'freeShipping',
  'freeProduct',
  'giftCard',
  'storeCredit',
] as const satisfies readonly RewardKind[];

export type RewardDraft = Draft['spend']['rewards'][number];

export function newReward(kind: RewardKind, { worth }: Pick<ProgrammeSettings, 'worth'>, typing: Typing): RewardDraft {
  const whole = (points: number) => typedText({ kind: 'whole', min: 1, max: 1_000_000 }, points, typing);
  const common = { id: newId(stems[kind]), enabled: true, name: { en: '', vi: '' }, tiers: [] };
  const discount = {
    ...common,
    validDays: whole(90),
    minimumSubtotal: '',
    combinesWith: { order: false, product: true, shipping: true },
  };
  const points = whole(worth.points);
  const amount = typedText({ kind: 'money' }, worth.amount, typing);
  switch (kind) {
    case 'fixed':
      return { kind, ...discount, collections: [], points, amount };
    case 'slider':
      return { kind, ...discount, collections: [], points, amount, min: points, max: '', step: points };
    case 'percentage':
      return { kind, ...discount, collections: [], points: whole(worth.points * 5), percent: whole(10) };
    case 'freeShipping':
      return { kind, ...discount, points };
    case 'freeProduct':
      return { kind, ...discount, points: whole(worth.points * 5), variant: { id: '', title: '' } };
    case 'giftCard':
    case 'storeCredit':
      return { kind, ...common, points, amount, validDays: '' };
  }
}

/** Ids tell what they are to whoever reads an export. */
const stems: Record<RewardKind, string> = {
  fixed: 'discount',
  slider: 'any-amount',
  percentage: 'percent',
  freeShipping: 'free-shipping',
  freeProduct: 'free-product',
  giftCard: 'gift-card',
  storeCredit: 'store-credit',
};
