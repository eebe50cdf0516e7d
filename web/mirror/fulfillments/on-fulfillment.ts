/** Parcels belong to an order: whoever follows orders is told of the order. */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services, WebhookHandler } from '../../platform/manifest.ts';
import { fulfillmentEventPayload, fulfillmentPayload } from './fulfillment-payload.ts';
import { saveFulfillmentEvents } from './store/save-events.ts';
import { saveFulfillments } from './store/save-fulfillments.ts';

/** `fulfillments/create`, `fulfillments/update` */
export const onFulfillment: WebhookHandler = async (services, { shopId, body }) => {
  const fulfillment = fulfillmentPayload.parse(body);
  await services.db.transaction(async (tx) => {
    await tell(services, tx, shopId, await saveFulfillments(tx, shopId, [fulfillment]));
  });
};

/** `fulfillment_events/create` */
export const onFulfillmentEvent: WebhookHandler = async (services, { shopId, body }) => {
  const event = fulfillmentEventPayload.parse(body);
  await services.db.transaction(async (tx) => {
    await tell(services, tx, shopId, await saveFulfillmentEvents(tx, shopId, [event]));
  });
};

async function tell(services: Services, tx: Tx, shopId: ShopId, orderIds: ReadonlySet<string>): Promise<void> {
  for (const name of ['order.changed', 'shipment.changed'] as const)
    await services.emit(tx, ...[...orderIds].map((key) => ({ name, shopId, key })));
}
