/** What of an order decides about its return window. */
import type { ShipmentTimes } from '../../mirror/fulfillments/index.ts';
import type { MirroredOrder } from '../../mirror/orders/index.ts';
import type { WindowFacts, WindowStart } from './return-window.ts';

const FROM_PARCELS: readonly WindowStart[] = ['fulfillment', 'delivery'];

/** Only then does it matter where its parcels are. */
export function countsFromParcels(order: MirroredOrder, { startsAt }: { startsAt: WindowStart }): boolean {
  return FROM_PARCELS.includes(startsAt) && isShipped(order) && order.fulfillmentStatus === 'fulfilled';
}

export function windowFacts(order: MirroredOrder, parcels: ShipmentTimes | undefined): WindowFacts {
  return {
    placedAt: order.processedAt,
    shipped: isShipped(order),
    fulfilledAt: parcels?.lastSentAt ?? null,
    deliveredAt: parcels?.deliveredAt ?? null,
  };
}

function isShipped(order: MirroredOrder): boolean {
  return order.lines.some((line) => line.requiresShipping);
}
