/** The discount beside an order's parcels, once Shopify has made it and as long as it can be used: it truly ends, and is then gone. */
import { ordersWithCode } from '../../mirror/orders/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { TrackedOffer } from './api-types.ts';
import { findTrackingOffer } from './offer-store.ts';

export async function offerBeside(services: Services, shopId: ShopId, orderId: string): Promise<TrackedOffer | null> {
  const { read } = services.db;
  const offer = await findTrackingOffer(read, shopId, orderId);
  if (offer?.state !== 'made' || offer.code === null || offer.endsAt <= services.clock.now()) return null;
  if ((await ordersWithCode(read, shopId, offer.code)).length > 0) return null;
  const { percent, code, endsAt } = offer;
  return {
    percent,
    code,
    endsAt: new Date(endsAt).toISOString(),
    applyUrl: `/discount/${encodeURIComponent(code)}?redirect=/cart`,
  };
}
