/** Parcels, and where they are. */
export { fulfillmentPayload, type FulfillmentSnapshot } from './fulfillment-payload.ts';
export { saveFulfillments, type ShipmentTimes, shipmentTimes } from './store.ts';
