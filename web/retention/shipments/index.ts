/** Where parcels are, when they come, and whether they are late. */
export type { ParcelNumber, ParcelView, Shipments, Step, UnshippedLine } from './parcel-view.ts';
export type { Attention, Estimate, Stage } from './stages.ts';
