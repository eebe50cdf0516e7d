import { onceADay } from '../../platform/jobs/once-a-day.ts';
import type { Manifest } from '../../platform/manifest.ts';
import { extensionRoutes } from './extension-api.ts';
import { forgetLookups } from './forget-lookups.ts';
import { lookUpRoute } from './look-up-route.ts';
import { MAKE_TRACKING_OFFER, makeTrackingOffer } from './make-tracking-offer.ts';
import { showOrder } from './order-page.ts';
import { trackingDocument } from './own-settings.ts';
import type { TrackingParts } from './parts.ts';
import { previewRoute } from './preview-route.ts';
import { privacy } from './privacy.ts';
import { seenRoute } from './seen-route.ts';
import { staffLinkRoute } from './staff-mark.ts';
import { pageRoutes } from './storefront.ts';

export function tracking(parts: TrackingParts): Manifest {
  const show = showOrder(parts);
  return {
    name: 'retention/tracking',
    jobs: { [MAKE_TRACKING_OFFER]: makeTrackingOffer },
    schedules: [{ name: 'forget', nextRun: onceADay, anyTimeOfDay: true, run: forgetLookups, forAll: true }],
    adminRoutes: [...trackingDocument.routes, previewRoute(parts), staffLinkRoute],
    proxyRoutes: [...pageRoutes(show), lookUpRoute(show), seenRoute],
    extensionRoutes: extensionRoutes(parts),
    privacy,
  };
}
