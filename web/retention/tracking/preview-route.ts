/** `POST /tracking/preview`: the page as settings that need not be saved yet would show it, in a document of its own. */
import { z } from 'zod';
import { knownShop } from '../../mirror/shops/index.ts';
import { understood } from '../../platform/kit/errors.ts';
import type { AdminRequest, AdminRoute, Services } from '../../platform/manifest.ts';
import { previewSamples, type TrackingPreview } from './api-types.ts';
import { previewDocument } from './page/frame.ts';
import { NOTHING_TYPED } from './page/look-up-form.ts';
import type { TrackingParts } from './parts.ts';
import { sampleView } from './sample-view.ts';
import { trackingSettings } from './settings.ts';

const asked = z.strictObject({
  settings: trackingSettings,
  language: z.enum(['en', 'vi']),
  sample: z.enum(previewSamples),
});

export const previewRoute = (parts: TrackingParts): AdminRoute => ({
  method: 'POST',
  path: '/tracking/preview',
  handle: async (services, request) => ({ body: await preview(parts, services, request) }),
});

async function preview(
  parts: TrackingParts,
  services: Services,
  { shopId, body }: AdminRequest,
): Promise<TrackingPreview> {
  const { settings, language, sample } = understood(asked, body);
  const { texts, offers } = settings;
  if (sample === 'look_up')
    return { html: previewDocument(language, { kind: 'look_up', lookUp: NOTHING_TYPED, texts, others: [] }) };
  const { currency, timeZone } = await knownShop(services, shopId);
  const suggestions = await parts.suggest(services, shopId, {
    productIds: [],
    customerId: null,
    limit: offers.products,
    never: offers.never.map(({ id }) => id),
  });
  const now = services.clock.now();
  const view = sampleView(sample, { settings, language, currency, timeZone, now, suggestions });
  return { html: previewDocument(language, { kind: 'order', view, others: [] }) };
}
