/** What the emails ask of the slices beside them; `app.ts` passes it in. */
import type { Reader } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { Words } from '../../platform/privacy/sections.ts';

export interface LoyaltyReaders {
  /** Null once it was used, returned or has ended. `key` as in `reward.issued`. */
  issuedReward(services: Services, shopId: ShopId, key: string): Promise<IssuedReward | null>;
  /** Null when the customer did not rise, or has another tier by now. `key` as in `tier.changed`. */
  tierReached(handle: Reader, shopId: ShopId, key: string): Promise<ReachedTier | null>;
  /** Null when it was taken back. `key` as in `referral.rewarded`. */
  rewardedReferral(handle: Reader, shopId: ShopId, key: string): Promise<RewardedReferral | null>;
}

export interface IssuedReward {
  customerId: CustomerId;
  title: Words;
  /** Null for what is credited by itself, such as store credit. */
  code: string | null;
  /** Ms from which it cannot be used any more; null = without an end. */
  expiresAt: number | null;
  /** On the store's own domain, from its root; null where there is nothing to enter, or at the checkout only. */
  applyUrl: string | null;
}

export interface ReachedTier {
  customerId: CustomerId;
  tierId: string;
}

export interface RewardedReferral {
  customerId: CustomerId;
  points: number;
}
