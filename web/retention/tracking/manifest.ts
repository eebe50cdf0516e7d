import type { Manifest } from '../../platform/manifest.ts';
import { MAKE_TRACKING_OFFER, makeTrackingOffer } from './make-tracking-offer.ts';
import { trackingDocument } from './own-settings.ts';
import { privacy } from './privacy.ts';
import { seenRoute } from './seen-route.ts';
import { staffLinkRoute } from './staff-mark.ts';

export const tracking: Manifest = {
  name: 'retention/tracking',
  jobs: { [MAKE_TRACKING_OFFER]: makeTrackingOffer },
  adminRoutes: [...trackingDocument.routes, staffLinkRoute],
  proxyRoutes: [seenRoute],
  privacy,
};
