/** When an order cannot be returned any more, for whoever else waits for that. */
import type { Reader } from '../../../db/open.ts';
import { shipmentTimes } from '../../mirror/fulfillments/index.ts';
import type { MirroredOrder } from '../../mirror/orders/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { countsFromParcels, windowFacts } from './order-window.ts';
import { maturesAt, type WindowStart } from './return-window.ts';

/** Ms; null while the window's start is not known. */
export async function windowEnd(
  handle: Reader,
  shopId: ShopId,
  order: MirroredOrder & { paidAt: number },
  window: { days: number; startsAt: WindowStart },
): Promise<number | null> {
  const parcels = countsFromParcels(order, window) ? await shipmentTimes(handle, shopId, [order.id]) : new Map();
  return maturesAt(order.paidAt, windowFacts(order, parcels.get(order.id)), window);
}
