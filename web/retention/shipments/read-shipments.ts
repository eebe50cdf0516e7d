/** What the page, the emails and the merchant are told of orders' parcels. */
import type { Reader, Tx } from '../../../db/open.ts';
import { type Parcel, parcelsOf } from '../../mirror/fulfillments/index.ts';
import { loadOrders, type MirroredOrder } from '../../mirror/orders/index.ts';
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { DeliveryTerms } from './estimate.ts';
import { followed, type Kept, type ShippedOrder, viewOrder } from './order-view.ts';
import type { Shipments } from './parcel-view.ts';
import { deliveryTerms } from './read-terms.ts';
import { shipmentsOfOrders } from './store/find-shipments.ts';
import { keepPromises, promisesOf, WHOLE_ORDER } from './store/promises.ts';

/** By order; those that are not known, or were deleted, are left out. */
export async function shipmentsOf(
  services: Services,
  handle: Reader,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<Map<OrderId, Shipments>> {
  return shipmentsOfLoaded(services, handle, shopId, [...(await loadOrders(handle, shopId, orderIds)).values()]);
}

/** Of orders as whoever asks has just read them. */
export async function shipmentsOfLoaded(
  services: Services,
  handle: Reader,
  shopId: ShopId,
  orders: readonly MirroredOrder[],
): Promise<Map<OrderId, Shipments>> {
  return viewed(handle, shopId, orders, await deliveryTerms(services, handle, shopId), services.clock.now());
}

async function viewed(
  handle: Reader,
  shopId: ShopId,
  orders: readonly MirroredOrder[],
  terms: DeliveryTerms,
  now: number,
): Promise<Map<OrderId, Shipments>> {
  if (orders.length === 0) return new Map();
  const orderIds = orders.map(({ id }) => id);
  const parcels: ReadonlyMap<string, Parcel[]> = await parcelsOf(handle, shopId, orderIds);
  const promises = await promisesOf(handle, shopId, orderIds);
  const records = await shipmentsOfOrders(handle, shopId, orderIds);
  return new Map(
    orders
      .filter(({ deletedAt }) => deletedAt === null)
      .map((mirrored) => {
        const order = shippedOrder(mirrored);
        const own = promises.get(order.id);
        const keptOf = (fulfillmentId: string): Kept => {
          const record = records.get(order.id)?.find((one) => one.fulfillmentId === fulfillmentId);
          return {
            firstPromise: own?.get(fulfillmentId) ?? null,
            attention: record?.attention ?? null,
            attentionSince: record?.attentionSince ?? null,
          };
        };
        const kept = { order: own?.get(WHOLE_ORDER) ?? null, of: keptOf };
        return [order.id, viewOrder(order, followed(parcels.get(order.id) ?? [], order, terms), kept, terms, now)];
      }),
  );
}

export function shippedOrder(order: MirroredOrder): ShippedOrder {
  const { id, placedAt, cancelledAt, fulfillmentStatus, sourceName, destinationCountry, lines } = order;
  return { id, placedAt, cancelled: cancelledAt !== null, fulfillmentStatus, sourceName, destinationCountry, lines };
}

/**
 * Keeps what is shown of an order's coming for the first time, as long as nothing of it was sent: later it is measured by that. What was kept before stays; and what was
 * sent has its promise since then.
 */
export async function keepPromise(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  orderId: OrderId,
  now: number,
): Promise<void> {
  const orders = [...(await loadOrders(tx, shopId, [orderId])).values()];
  const shown = (await viewed(tx, shopId, orders, await deliveryTerms(services, tx, shopId), now)).get(orderId);
  if (!shown || shown.estimate === null || shown.parcels.length > 0) return;
  await keepPromises(tx, shopId, [{ orderId, fulfillmentId: WHOLE_ORDER, promise: shown.estimate }], now);
}
