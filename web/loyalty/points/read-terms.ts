/** The terms of bookings, as they stand in the caller's transaction. */
import type { Reader } from '../../../db/open.ts';
import { findShop } from '../../mirror/shops/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { presentVersion, storedVersions } from '../programme/index.ts';
import { type BookingTerms, bookingTerms, PLAIN_TERMS } from './booking-terms.ts';

export async function readTerms(handle: Reader, shopId: ShopId): Promise<BookingTerms> {
  const present = await presentVersion(handle, shopId);
  if (present === null) return PLAIN_TERMS;
  if (present.settings.expiry === null) return bookingTerms([present], 'UTC');
  const versions = await storedVersions(handle, shopId);
  return bookingTerms(versions, (await findShop(handle, shopId))?.timeZone ?? 'UTC');
}
