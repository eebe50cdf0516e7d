/** How the settings of deliveries are typed. */
import { deliverySettings } from '../../retention/shipments/settings.ts';
import { deliveryDocument, deliveryQuery } from '../api/settings-queries.ts';
import { documentForm } from '../form/document-form.tsx';
import { whole } from '../form/kinds.ts';

const transitDays = whole(0, 90);
const workingDays = whole(1, 30);

export const delivery = documentForm({
  schema: deliverySettings,
  typings: {
    kinds: {
      'workingDays.*': whole(1, 7),
      'processing.min': whole(0, 30),
      'processing.max': whole(0, 30),
      'transit.domestic.min': transitDays,
      'transit.domestic.max': transitDays,
      'transit.international.min': transitDays,
      'transit.international.max': transitDays,
      'transit.countries.*.min': transitDays,
      'transit.countries.*.max': transitDays,
      'stalls.label': workingDays,
      'stalls.domestic': workingDays,
      'stalls.international': workingDays,
      'stalls.unshippedHours': whole(24, 720),
      'apology.points': whole(1, 100_000),
      'apology.perCustomerAYear': whole(1, 50),
      'apology.perMonth': whole(1, 100_000_000),
    },
    problems: { 'processing.cutOff': 'time', 'holidays.*': 'day', 'transit.countries.*.country': 'country' },
  },
  ...deliveryDocument,
  queryKey: deliveryQuery.queryKey,
});
