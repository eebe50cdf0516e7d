import type { Manifest } from '../../platform/manifest.ts';
import { adminRoutes } from './admin-api.ts';
import type { ApologyParts } from './apologise.ts';
import { checkDue } from './check-due.ts';
import { deliveryDocument } from './delivery-document.ts';
import { SHIPMENTS_DUE } from './job-kinds.ts';
import { onShipmentChanged } from './on-shipment-changed.ts';
import { privacy } from './privacy.ts';

export const shipments = (parts: ApologyParts): Manifest => ({
  name: 'retention/shipments',
  on: { 'shipment.changed': onShipmentChanged(parts) },
  jobs: { [SHIPMENTS_DUE]: checkDue(parts) },
  adminRoutes: [...deliveryDocument.routes, ...adminRoutes(parts)],
  privacy,
});
