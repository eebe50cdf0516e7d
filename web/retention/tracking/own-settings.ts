import { settingsDocument } from '../../platform/settings/settings-document.ts';
import { trackingSettings } from './settings.ts';

/** What the merchant has set for the tracking page. */
export const trackingDocument = settingsDocument({
  name: 'tracking',
  path: '/tracking/settings',
  schema: trackingSettings,
});
