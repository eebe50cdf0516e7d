/** A friend has brought points for good: for whoever tells the advocate. */
import type { Reader } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { findReferral } from './store/referrals.ts';

/** Null where that is not so any more, or there is nobody to tell. */
export async function rewardedReferral(
  handle: Reader,
  shopId: ShopId,
  id: string,
): Promise<{ customerId: CustomerId; points: number } | null> {
  const referral = await findReferral(handle, shopId, id);
  if (!referral || referral.state !== 'rewarded' || referral.advocateId === null) return null;
  return { customerId: referral.advocateId, points: referral.points };
}
