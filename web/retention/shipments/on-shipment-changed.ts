/** `shipment.changed`: something of an order's parcels, or of what of it is to be sent. Most are orders that were just placed: of those only the moment is noted at which they wait too long. */
import { parcelsOf } from '../../mirror/fulfillments/index.ts';
import { unsentAmong } from '../../mirror/orders/index.ts';
import { HOUR } from '../../platform/kit/clock.ts';
import type { BatchHandler, Work } from '../../platform/manifest.ts';
import type { ApologyParts } from './apologise.ts';
import { bringShipments } from './bring-shipments.ts';
import { deliveryDocument } from './delivery-document.ts';
import { planCheck } from './plan-check.ts';
import { shipmentsOfOrders } from './store/find-shipments.ts';

export const onShipmentChanged = (parts: ApologyParts): BatchHandler<Work> => ({
  async batch(services, shopId, works) {
    const { db, clock } = services;
    const orderIds = [...new Set(works.map(({ key }) => key))];
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
    await bringShipments(services, parts, shopId, toBring);
  },
});
