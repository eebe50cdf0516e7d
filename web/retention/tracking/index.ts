/** The shipment-tracking page, for whoever leads there or shows the same elsewhere. */
export { trackingDocument } from './own-settings.ts';
export { readTrackingToken, trackingToken, trackingUrl } from './tracking-link.ts';
