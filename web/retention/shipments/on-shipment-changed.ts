/** `shipment.changed`: something of an order's parcels, or of what of it is to be sent. Most are orders that were just placed: of those only the moment is noted at which they wait too long. */
import { parcelsOf } from '../../mirror/fulfillments/index.ts';
import { ordersNamed, unsentAmong } from '../../mirror/orders/index.ts';
import { HOUR } from '../../platform/kit/clock.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { BatchHandler, Services, Work } from '../../platform/manifest.ts';
import type { ApologyParts } from './apologise.ts';
import { bringShipments } from './bring-shipments.ts';
import { deliveryDocument } from './delivery-document.ts';
import { planCheck } from './plan-check.ts';
import { shipmentsOfOrders } from './store/find-shipments.ts';

/** Orders of one transaction. */
const TOGETHER = 100;

export const onShipmentChanged = (parts: ApologyParts): BatchHandler<Work> => ({
  async batch(services, shopId, works) {
    const orderIds = [...new Set(works.flatMap(({ key }) => ordersNamed(key)))];
    try {
      await follow(services, parts, shopId, orderIds);
    } catch (error) {
      if (works.length > 1 || orderIds.length === 1) throw error;
      // One of them may fail for good, and is to take no other with it.
      const alone = orderIds.map((key) => ({ name: 'shipment.changed' as const, shopId, key }));
      await services.db.transaction((tx) => services.emit(tx, ...alone));
    }
  },
});

async function follow(
  services: Services,
  parts: ApologyParts,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<void> {
  const { db, clock } = services;
  const parcels: ReadonlyMap<string, unknown> = await parcelsOf(db.read, shopId, orderIds);
  const records = await shipmentsOfOrders(db.read, shopId, orderIds);
  const nothingSent = orderIds.filter((id) => !parcels.has(id) && !records.has(id));
  const { stalls } = await deliveryDocument.read(db.read, shopId);
  const waiting = (await unsentAmong(db.read, shopId, nothingSent)).map(({ id, placedAt }) => {
    return { id, tooLongAt: placedAt + stalls.unshippedHours * HOUR };
  });
  const tooLong = new Set(waiting.filter(({ tooLongAt }) => tooLongAt <= clock.now()).map(({ id }) => id));
  const others = waiting.filter(({ id }) => !tooLong.has(id));
  const moments = others.map(({ tooLongAt }) => tooLongAt);
  // Should the power fail, this is done again with the work that it belongs to.
  if (moments.length > 0) await db.transaction((tx) => planCheck(services, tx, shopId, moments), { mayBeLost: true });
  const toBring = orderIds.filter((id) => parcels.has(id) || records.has(id) || tooLong.has(id));
  for (let start = 0; start < toBring.length; start += TOGETHER)
    await bringShipments(services, parts, shopId, toBring.slice(start, start + TOGETHER));
}
