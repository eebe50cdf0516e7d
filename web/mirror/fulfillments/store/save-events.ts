import type { Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import { erasedOrders } from '../../../platform/privacy/erased.ts';
import type { FulfillmentEventSnapshot } from '../fulfillment-payload.ts';

/** What was reported never changes. Returns the ids of the orders of which something is new. */
export async function saveFulfillmentEvents(
  tx: Tx,
  shopId: ShopId,
  events: readonly FulfillmentEventSnapshot[],
): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const erased = await erasedOrders(tx, shopId, [...new Set(events.map(({ orderId }) => orderId))]);
  const rows = events.map((event) => ({
    shop_id: shopId,
    order_id: event.orderId,
    fulfillment_id: event.fulfillmentId,
    event_id: event.id,
    status: event.status,
    message: erased.has(event.orderId) ? null : event.message,
    city: erased.has(event.orderId) ? null : event.city,
    country: event.country,
    happened_at: event.happenedAt,
    estimated_delivery_at: event.estimatedDeliveryAt,
  }));
  const saved = new Set<string>();
  for (let start = 0; start < rows.length; start += EVENTS_PER_INSERT) {
    const added = await tx
      .insertInto('fulfillment_events')
      // In a fixed order, so that two transactions which save several never wait in a circle.
      .values(rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).slice(start, start + EVENTS_PER_INSERT))
      .onConflict((conflict) => conflict.columns(['shop_id', 'order_id', 'fulfillment_id', 'event_id']).doNothing())
      .returning('order_id')
      .execute();
    for (const { order_id } of added) saved.add(order_id);
  }
  return saved;
}

/** Ten parameters a row. */
const EVENTS_PER_INSERT = 500;

const keyOf = (row: { order_id: string; fulfillment_id: string; event_id: string }): string =>
  `${row.order_id} ${row.fulfillment_id} ${row.event_id}`;
