/** How the settings of the tracking page are typed. */
import { trackingSettings } from '../../retention/tracking/settings.ts';
import { trackingDocument, trackingQuery } from '../api/settings-queries.ts';
import { documentForm } from '../form/document-form.tsx';
import { whole } from '../form/kinds.ts';

export const tracking = documentForm({
  schema: trackingSettings,
  typings: {
    kinds: {
      'offers.products': whole(1, 8),
      'offers.discount.percent': whole(1, 90),
      'offers.discount.hours': whole(1, 720),
      attributionDays: whole(1, 30),
    },
    problems: { 'contact.email': 'email', 'contact.url': 'link' },
  },
  ...trackingDocument,
  queryKey: trackingQuery.queryKey,
});
