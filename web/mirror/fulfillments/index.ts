/** Parcels, and where they are. */
export {
  type FulfillmentEventSnapshot,
  fulfillmentPayload,
  type FulfillmentSnapshot,
} from './fulfillment-payload.ts';
export { type Parcel, type ParcelEvent, parcelsOf } from './store/load-parcels.ts';
export { saveFulfillmentEvents } from './store/save-events.ts';
export { saveFulfillments } from './store/save-fulfillments.ts';
export { type ShipmentTimes, shipmentTimes } from './store/shipment-times.ts';
