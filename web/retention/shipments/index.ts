/** Where parcels are, when they come, and whether they are late. */
export { apologyOf } from './apology-of.ts';
export { deliveryDocument } from './delivery-document.ts';
export { parcelMoments } from './parcel-moments.ts';
export type { ParcelNumber, ParcelView, Shipments, Step, UnshippedLine } from './parcel-view.ts';
export { keepPromise, shipmentsOf, shipmentsOfLoaded } from './read-shipments.ts';
export type { Attention, Estimate, Stage } from './stages.ts';
