/** The shipment-tracking page, for whoever leads there or shows the same elsewhere. */
export { trackingDocument } from './own-settings.ts';
export { showOrder } from './order-page.ts';
export type { TrackingParts } from './parts.ts';
export { readTrackingToken, trackingToken } from './tracking-link.ts';
