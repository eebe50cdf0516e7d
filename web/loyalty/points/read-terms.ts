/** The terms of bookings, as they stand in the caller's transaction. */
import type { Reader } from '../../../db/open.ts';
import { findShop } from '../../mirror/shops/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { storedVersions } from '../programme/index.ts';
import { type BookingTerms, bookingTerms } from './booking-terms.ts';

export async function readTerms(handle: Reader, shopId: ShopId): Promise<BookingTerms> {
  const versions = await storedVersions(handle, shopId);
  if (versions.at(-1)?.settings.expiry == null) return bookingTerms(versions, 'UTC');
  return bookingTerms(versions, (await findShop(handle, shopId))?.timeZone ?? 'UTC');
}
