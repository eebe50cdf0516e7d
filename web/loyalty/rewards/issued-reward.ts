/** For whoever tells the customer that a reward is ready. */
import type { Reader } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { applyUrl } from './apply-url.ts';
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
export async function issuedReward(
  handle: Reader,
  shopId: ShopId,
  key: string,
  now: number,
): Promise<IssuedReward | null> {
  const redemption = await findRedemption(handle, shopId, key);
  if (!redemption || shownState(redemption, now) !== 'issued' || redemption.customerId === null) return null;
  const { customerId, title, code, expiresAt } = redemption;
  return { customerId, title, code, expiresAt, applyUrl: applyUrl(redemption) };
}
