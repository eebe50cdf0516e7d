/** What a store's estimates are reckoned by. */
import type { Reader } from '../../../db/open.ts';
import { findShop, knownShop } from '../../mirror/shops/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { deliveryDocument } from './delivery-document.ts';
import type { DeliveryTerms } from './estimate.ts';

/** Only of a store that was never heard of Shopify is asked; inside a transaction it is known. */
export async function deliveryTerms(services: Services, handle: Reader, shopId: ShopId): Promise<DeliveryTerms> {
  const { timeZone, country } = (await findShop(handle, shopId)) ?? (await knownShop(services, shopId));
  return { timeZone, country, settings: await deliveryDocument.read(handle, shopId) };
}
