/** Parcels belong to an order: whoever follows orders is told of the order. */
import type { WebhookHandler } from '../../platform/manifest.ts';
import { fulfillmentEventPayload, fulfillmentPayload } from './fulfillment-payload.ts';
import { saveFulfillmentEvent, saveFulfillments } from './store.ts';

/** `fulfillments/create`, `fulfillments/update` */
export const onFulfillment: WebhookHandler = async (services, { shopId, body }) => {
  const fulfillment = fulfillmentPayload.parse(body);
  await services.db.transaction(async (tx) => {
    await saveFulfillments(tx, shopId, [fulfillment]);
    await services.emit(tx, { name: 'order.changed', shopId, key: fulfillment.orderId });
  });
};

/** `fulfillment_events/create` */
export const onFulfillmentEvent: WebhookHandler = async (services, { shopId, body }) => {
  const event = fulfillmentEventPayload.parse(body);
  await services.db.transaction(async (tx) => {
    await saveFulfillmentEvent(tx, shopId, event);
    await services.emit(tx, { name: 'order.changed', shopId, key: event.orderId });
  });
};
