/**
 * What the theme's blocks read of the programme, and print without any request. Money is in hundredths of the currency, as
 * Liquid's prices are, also where the currency has other decimals; factors in thousandths; local times as numbers, 202611270000
 * for 2026-11-27T00:00, because Liquid compares numbers alone. Of what is not offered, nothing is told.
 */
import type { Multiplier, ProgrammeSettings, Reward } from './settings.ts';

export function programmeForTheme(settings: ProgrammeSettings) {
  const { status, name, earn, spend, tiers, referrals, exclude, worth, window, expiry, look } = settings;
  return {
    status,
    name,
    points: earn.points,
    perCents: hundredths(earn.per),
    basis: earn.basis,
    minimumCents: earn.minimum === null ? null : hundredths(earn.minimum),
    multipliers: earn.multipliers.map(multiplierForTheme),
    excluded: exclude.products.map(({ id }) => id),
    excludedCollections: exclude.collections.map(({ id }) => id),
    excludedTags: exclude.customerTags.map((tag) => tag.toLowerCase()),
    worth: { points: worth.points, cents: hundredths(worth.amount) },
    windowDays: window.days,
    expiryMonths: expiry?.months ?? null,
    bonuses: {
      firstOrder: earn.bonuses.firstOrder?.points ?? null,
      orderGoals: earn.bonuses.orderGoals,
      spendGoals: earn.bonuses.spendGoals.map(({ amount, ...goal }) => ({ ...goal, cents: hundredths(amount) })),
    },
    actions: {
      signUp: earn.actions.signUp?.points ?? null,
      birthday: earn.actions.birthday?.points ?? null,
      newsletter: earn.actions.newsletter?.points ?? null,
      review: earn.actions.review?.points ?? null,
      social: earn.actions.social,
      custom: earn.actions.custom.map(({ id, name: own, points }) => ({ id, name: own, points })),
    },
    rewards: spend.rewards
      .filter(({ enabled }) => enabled)
      .map(rewardForTheme)
      .toSorted((one, other) => one.points - other.points),
    tiers: tiers.on
      ? {
          basis: tiers.basis,
          levels: tiers.levels.map(({ from, multiplier, ...level }) => ({
            ...level,
            from: tiers.basis === 'spend' ? hundredths(from) : Number(from),
            factor: thousandths(multiplier),
          })),
        }
      : null,
    referrals: referrals.on
      ? {
          points: referrals.points,
          kind: referrals.friend.kind,
          cents: referrals.friend.kind === 'fixed' ? hundredths(referrals.friend.amount) : null,
          percent: referrals.friend.kind === 'percentage' ? referrals.friend.percent : null,
          minimumCents: referrals.minimumSubtotal === null ? null : hundredths(referrals.minimumSubtotal),
        }
      : null,
    look,
  };
}

function multiplierForTheme({ title, factor, products, collections, tiers, from, until }: Multiplier) {
  return {
    title,
    factor: thousandths(factor),
    products: products.map(({ id }) => id),
    collections: collections.map(({ id }) => id),
    tiers,
    from: from === null ? 0 : localMinute(from),
    until: until === null ? null : localMinute(until),
  };
}

/** `points`: what it costs, of a slider the least. */
function rewardForTheme(reward: Reward) {
  const { id, kind, name, tiers } = reward;
  const minimum = 'minimumSubtotal' in reward ? reward.minimumSubtotal : null;
  const common = { id, kind, name, tiers, minimumCents: minimum === null ? null : hundredths(minimum) };
  switch (reward.kind) {
    case 'slider': {
      const { points: per, amount, min, max, step } = reward;
      return { ...common, points: min, per, cents: hundredths(amount), max, step };
    }
    case 'percentage':
      return { ...common, points: reward.points, percent: reward.percent };
    case 'freeShipping':
      return { ...common, points: reward.points };
    case 'freeProduct':
      return { ...common, points: reward.points, product: reward.variant.title };
    case 'fixed':
    case 'giftCard':
    case 'storeCredit':
      return { ...common, points: reward.points, cents: hundredths(reward.amount) };
    default:
      throw new Error(`a reward of no known kind: ${JSON.stringify(reward satisfies never)}`);
  }
}

/** "12.345" → 1234.5, without the detour over 12.345 × 100 = 1234.4999…. */
const hundredths = (decimal: string): number => shifted(decimal, 2);
const thousandths = (decimal: string): number => shifted(decimal, 3);

function shifted(decimal: string, places: number): number {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return Number(`${whole}${fraction.padEnd(places, '0').slice(0, places)}.${fraction.slice(places) || '0'}`);
}

/** `2026-11-27T00:00` or with seconds → 202611270000. */
const localMinute = (local: string): number => Number(local.slice(0, 16).replaceAll(/\D/g, ''));
