import type { Manifest } from '../../platform/manifest.ts';
import { trackingDocument } from './own-settings.ts';

export const tracking: Manifest = {
  name: 'retention/tracking',
  adminRoutes: [...trackingDocument.routes],
};
