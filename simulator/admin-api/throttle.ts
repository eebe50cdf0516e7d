/** The leaky bucket of one app in one store, on wall time. */
import type { Shop } from '../world/types.ts';

/** Points a second (shopify.dev, API limits); the bucket holds twenty seconds' worth. */
const RESTORE_RATES: Record<Shop['plan'], number> = { standard: 100, advanced: 200, plus: 1000 };
const BUCKET_SECONDS = 20;

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** Fills the bucket up to now. */
export function refill(shop: Shop, now: number): ThrottleStatus {
  const restoreRate = RESTORE_RATES[shop.plan];
  const maximum = restoreRate * BUCKET_SECONDS;
  const elapsed = Math.max(0, now - shop.throttle.at) / 1000;
  shop.throttle = { available: Math.min(maximum, shop.throttle.available + elapsed * restoreRate), at: now };
  return { maximumAvailable: maximum, currentlyAvailable: Math.floor(shop.throttle.available), restoreRate };
}

/** Takes the requested cost out of the bucket; false when it does not hold enough. */
export function take(shop: Shop, cost: number): boolean {
  if (shop.throttle.available < cost) return false;
  shop.throttle.available -= cost;
  return true;
}

/** Gives back what the query turned out not to cost. */
export function giveBack(shop: Shop, points: number): void {
  shop.throttle.available += Math.max(0, points);
}
