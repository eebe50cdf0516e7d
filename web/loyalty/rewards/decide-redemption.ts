/** May this customer have this reward for so many points? Pure; whether the points suffice is said by the ledger, under its lock. */
import type { ProgrammeSettings, Reward } from '../programme/settings.ts';
import { type Piece, type Worth, worthOf } from './worth.ts';

export type Refusal =
  | { reason: 'not_logged_in' | 'off' | 'paused' | 'excluded' | 'unknown_reward' | 'tier' | 'price_changed' }
  /** The store cannot make it: the merchant has not allowed it, or the product is not sold any more. */
  | { reason: 'unavailable' }
  | { reason: 'points_range'; min: number; max: number | null; step: number }
  | { reason: 'too_little'; needed: number; available: number }
  | { reason: 'debt'; debt: number }
  | { reason: 'other_input' | 'not_made' };

export interface Asked {
  rewardId: string;
  /** Needed for a slider; for others, where given, the price that the customer saw. */
  points: number | null;
}
export interface Facts {
  /** Carries one of the tags of those who take no part. */
  excluded: boolean;
  /** Id; null = none. */
  tier: string | null;
  currency: string;
  /** Of the product that the reward is about; null = none, or not sold any more. */
  piece: Piece | null;
  /** Shopify lets the app make it in this store. */
  makeable: boolean;
}

export type Redeemable = { reward: Reward; points: number; worth: Worth };

export function decideRedemption(
  settings: Pick<ProgrammeSettings, 'status' | 'spend'>,
  asked: Asked,
  facts: Facts,
): Redeemable | Refusal {
  if (settings.status !== 'on') return { reason: settings.status };
  if (facts.excluded) return { reason: 'excluded' };
  const reward = settings.spend.rewards.find(({ id, enabled }) => enabled && id === asked.rewardId);
  if (!reward) return { reason: 'unknown_reward' };
  if (!mayHave(reward, facts.tier)) return { reason: 'tier' };
  const points = pointsFor(reward, asked.points);
  if (typeof points !== 'number') return points;
  const worth = facts.makeable ? worthOf(reward, points, facts.currency, facts.piece) : null;
  return worth ? { reward, points, worth } : { reason: 'unavailable' };
}

export function mayHave({ tiers }: Pick<Reward, 'tiers'>, tier: string | null): boolean {
  return tiers.length === 0 || (tier !== null && tiers.includes(tier));
}

function pointsFor(reward: Reward, asked: number | null): number | Refusal {
  if (reward.kind !== 'slider')
    return asked === null || asked === reward.points ? reward.points : { reason: 'price_changed' };
  const { min, max, step } = reward;
  const points = asked ?? min;
  const fits = points >= min && (max === null || points <= max) && (points - min) % step === 0;
  return fits ? points : { reason: 'points_range', min, max, step };
}
