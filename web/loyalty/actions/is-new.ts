/** Was the customer's account made while accounts bring points? Only then does joining count: whoever was there before has not come for it. */
import { findCustomer, readCustomer } from '../../mirror/customers/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { ProgrammeVersion } from '../programme/index.ts';
import { offeredSince, offerOf } from './offered.ts';

export async function isNew(
  services: Services,
  shopId: ShopId,
  customerId: CustomerId,
  versions: readonly ProgrammeVersion[],
): Promise<boolean> {
  const since = offeredSince(versions, (settings) => offerOf(settings, 'sign_up') !== null);
  if (since === null) return false;
  // The webhook of an account that was made a moment ago may still be on its way.
  const customer =
    (await findCustomer(services.db.read, shopId, customerId)) ?? (await readCustomer(services, shopId, customerId));
  return (customer?.createdAt ?? 0) >= since;
}
