/** For whoever tells the customer that a reward is ready. */
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { applyUrl } from './apply-url.ts';
import { codeOf } from './code-of.ts';
import { findRedemption } from './store/find.ts';
import { shownState } from './store/redemption-row.ts';
import type { Words } from './worth.ts';

export interface IssuedReward {
  customerId: CustomerId;
  title: Words;
  /** Null for store credit, which needs none. */
  code: string | null;
  /** Ms from which it cannot be used any more; null = without an end. */
  expiresAt: number | null;
  /** Path on the store's own domain; null where there is nothing to enter at the checkout. */
  applyUrl: string | null;
}

/** `key`: of the event `reward.issued`. Null once it was used, returned or has ended. */
export async function issuedReward(services: Services, shopId: ShopId, key: string): Promise<IssuedReward | null> {
  const redemption = await findRedemption(services.db.read, shopId, key);
  if (!redemption || shownState(redemption, services.clock.now()) !== 'issued') return null;
  const { customerId, title, expiresAt } = redemption;
  if (customerId === null) return null;
  return {
    customerId,
    title,
    code: await codeOf(services, shopId, redemption),
    expiresAt,
    applyUrl: applyUrl(redemption),
  };
}
