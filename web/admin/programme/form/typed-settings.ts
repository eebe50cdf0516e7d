/** How the settings of the programme are typed. */
import { type Kind, type Kinds, whole } from '../../form/kinds.ts';
import type { Typings } from '../../form/problems.ts';

const wholeOrNone = (min: number, max: number): Kind => ({ kind: 'whole', min, max, mayBeEmpty: true });
const money: Kind = { kind: 'money' };
const moneyOrNone: Kind = { kind: 'money', mayBeEmpty: true };
const textOrNone: Kind = { kind: 'text', mayBeEmpty: true };
const points = whole(1, 1_000_000);
const times = whole(1, 1_000);

const kinds: Kinds = {
  'earn.points': whole(1, 100_000),
  'earn.per': money,
  'earn.minimum': moneyOrNone,
  'earn.multipliers.*.factor': { kind: 'factor' },
  'earn.multipliers.*.from': textOrNone,
  'earn.multipliers.*.until': textOrNone,
  'earn.limit.points': points,
  'earn.bonuses.firstOrder.points': points,
  'earn.bonuses.orderGoals.*.orders': times,
  'earn.bonuses.orderGoals.*.points': points,
  'earn.bonuses.spendGoals.*.amount': money,
  'earn.bonuses.spendGoals.*.points': points,
  'earn.actions.signUp.points': points,
  'earn.actions.birthday.points': points,
  'earn.actions.newsletter.points': points,
  'earn.actions.review.points': points,
  'earn.actions.review.limit.times': times,
  'earn.actions.social.*.points': points,
  'earn.actions.custom.*.points': points,
  'earn.actions.custom.*.limit.times': times,
  'spend.rewards.*.points': points,
  'spend.rewards.*.amount': money,
  'spend.rewards.*.percent': whole(1, 100),
  'spend.rewards.*.min': points,
  'spend.rewards.*.max': wholeOrNone(1, 1_000_000),
  'spend.rewards.*.step': points,
  'spend.rewards.*.validDays': wholeOrNone(1, 3_650),
  'spend.rewards.*.minimumSubtotal': moneyOrNone,
  'tiers.months': whole(1, 60),
  'tiers.graceDays': whole(0, 365),
  'tiers.levels.*.from': { kind: 'reached' },
  'tiers.levels.*.multiplier': { kind: 'factor' },
  'tiers.levels.*.entryPoints': whole(0, 1_000_000),
  'tiers.levels.*.color': textOrNone,
  'referrals.friend.amount': money,
  'referrals.friend.percent': whole(1, 100),
  'referrals.minimumSubtotal': moneyOrNone,
  'referrals.validDays': whole(1, 365),
  'referrals.points': points,
  'referrals.mostPerYear': wholeOrNone(1, 1_000),
  'window.days': whole(0, 365),
  'expiry.months': whole(1, 120),
  'expiry.remindDays': whole(1, 90),
  'worth.points': points,
  'worth.amount': { kind: 'money', mayBeZero: true },
  'look.accent': textOrNone,
};

export const typings: Typings = {
  kinds,
  problems: {
    startsAt: 'day',
    'emails.replyTo': 'email',
    'earn.actions.social.*.url': 'link',
    'earn.multipliers.*.from': 'day',
    'earn.multipliers.*.until': 'until',
    'earn.multipliers.*.tiers': 'missingTier',
    'spend.rewards.*.tiers': 'missingTier',
    'spend.rewards.*.variant.id': 'missingProduct',
  },
};
