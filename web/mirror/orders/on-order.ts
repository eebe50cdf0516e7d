import { z } from 'zod';
import { payloadId } from '../../platform/kit/payload-fields.ts';
import type { BatchHandler, WebhookDelivery, WebhookHandler } from '../../platform/manifest.ts';
import { applyOrders } from './apply-orders.ts';
import { orderPayload } from './order-payload.ts';
import { lacksAmount, type OrderSnapshot, wasFullyPaid } from './order-snapshot.ts';
import { READ_ORDER } from './read-order-job.ts';
import { refundCurrency, refundPayload, readRefund } from './refund-payload.ts';
import { lockOrders, markDeleted } from './store/save-order.ts';
import { saveRefunds } from './store/save-refunds.ts';

/** `orders/create`, `updated`, `paid`, `cancelled`: each carries the whole order. */
export const onOrder: BatchHandler<WebhookDelivery> = {
  async batch(services, shopId, deliveries) {
    const sightings = deliveries.map((delivery) => {
      const order = orderPayload.parse(delivery.body);
      return { order, paidAt: paidBy(delivery, order), authoritative: false };
    });
    await services.db.transaction(async (tx) => {
      await applyOrders(services, tx, shopId, sightings);
      await services.emit(
        tx,
        ...sightings.map(({ order }) => ({ name: 'order.changed', shopId, key: order.id }) as const),
      );
    });
  },
};

/**
 * No payload says when an order was paid. One that is paid when it is created was paid when it was processed; any other was
 * paid at the latest when a payload first shows it so. The mirror keeps the earliest, so the order of arrival does not matter.
 */
function paidBy({ topic, triggeredAt }: WebhookDelivery, order: OrderSnapshot): number | null {
  if (!wasFullyPaid(order.financialStatus)) return null;
  if (topic === 'orders/create') return order.processedAt;
  return Math.max(order.processedAt, Math.min(triggeredAt, order.updatedAt));
}

/** `orders/delete` */
export const onOrderDeleted: WebhookHandler = async (services, { shopId, body }) => {
  const { id } = z.object({ id: payloadId }).parse(body);
  await services.db.transaction(async (tx) => {
    await markDeleted(tx, shopId, id, services.clock.now());
    await services.emit(tx, { name: 'order.changed', shopId, key: id }, { name: 'shipment.changed', shopId, key: id });
  });
};

/** `orders/edited` tells lines without prices and no totals, so the order is read again. */
export const onOrderEdited: WebhookHandler = async (services, { shopId, body }) => {
  const { order_edit: edit } = z.object({ order_edit: z.object({ order_id: payloadId }) }).parse(body);
  await services.db.transaction((tx) => services.addJob(tx, { kind: READ_ORDER, shopId, key: edit.order_id }));
};

/** `refunds/create`, which may come before its order: then the order is read. */
export const onRefund: WebhookHandler = async (services, { shopId, body }) => {
  const payload = refundPayload.parse(body);
  await services.db.transaction(async (tx) => {
    const known = (await lockOrders(tx, shopId, [payload.order_id])).get(payload.order_id);
    const currency = known?.currency || refundCurrency(payload);
    const refund = currency ? readRefund(payload, currency) : null;
    if (refund) await saveRefunds(tx, shopId, [{ orderId: payload.order_id, refund }]);
    if (!known || known.updatedAt < 0 || !refund || lacksAmount(refund))
      await services.addJob(tx, { kind: READ_ORDER, shopId, key: payload.order_id });
    else await services.emit(tx, { name: 'order.changed', shopId, key: payload.order_id });
  });
};
