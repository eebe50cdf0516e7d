/** Which rewards the customer can have now. Pure; whether one is given is decided when it is asked for. */
import type { RewardState } from './api-types.ts';

interface Offered {
  id: string;
  enabled: boolean;
  tiers: readonly string[];
  points: number;
  /** Of any amount: the least. */
  min?: number;
}

export function rewardStates(
  rewards: readonly Offered[],
  available: number,
  tier: string | null,
): { id: string; state: RewardState; missing: number }[] {
  return rewards
    .filter(({ enabled }) => enabled)
    .map(({ id, tiers, points, min = points }) => {
      const missing = Math.max(0, min - available);
      if (tiers.length > 0 && (tier === null || !tiers.includes(tier))) return { id, state: 'tier', missing };
      return { id, state: missing > 0 ? 'short' : 'ready', missing };
    });
}
