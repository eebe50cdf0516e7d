/**
 * Leaves half of a store's API bucket to what somebody waits for. Work that may take its time asks here first and, told to wait, comes
 * back later as a job, so that it holds no hand of the worker. What is known comes from Shopify's own answers and may be late when
 * several processes call; the half that is left free is there for that too.
 */
import type { ShopId } from '../kit/ids.ts';

/** Of Shopify's `throttleStatus`: points, and points a second. */
export interface BucketState {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** Of the whole bucket. */
const LEFT_FREE = 0.5;
const LONGEST_WAIT_MS = 60_000;

export interface BackgroundBudget {
  learn(shopId: ShopId, state: BucketState): void;
  /** Wall ms until background work may call for this store; 0 = now. */
  waitMs(shopId: ShopId): number;
}

export function createBackgroundBudget(wallNow: () => number = Date.now): BackgroundBudget {
  const known = new Map<ShopId, BucketState & { at: number }>();
  return {
    learn(shopId, state) {
      known.set(shopId, { ...state, at: wallNow() });
    },
    waitMs(shopId) {
      const bucket = known.get(shopId);
      if (!bucket) return 0;
      const wanted = bucket.maximumAvailable * LEFT_FREE;
      const refilled = bucket.currentlyAvailable + ((wallNow() - bucket.at) / 1000) * bucket.restoreRate;
      if (refilled < wanted)
        return Math.min(Math.ceil(((wanted - refilled) / bucket.restoreRate) * 1000), LONGEST_WAIT_MS);
      // Full enough again: nothing worth remembering.
      if (refilled >= bucket.maximumAvailable) known.delete(shopId);
      return 0;
    },
  };
}
