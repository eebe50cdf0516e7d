import type { Manifest } from '../../platform/manifest.ts';
import { adminRoutes } from './admin-api.ts';
import { RECOUNT_TIERS, TIERS_DUE } from './job-kinds.ts';
import { countsOrders, onCustomerChanged, onCustomerMerged, onOrderChanged, onPointsChanged } from './on-change.ts';
import { privacy } from './privacy.ts';
import { onActivated, onProgrammeChanged, recountAll } from './recount-all.ts';
import { recountDue } from './recount-due.ts';

export const tiers: Manifest = {
  name: 'loyalty/tiers',
  on: {
    'points.changed': onPointsChanged,
    'order.changed': onOrderChanged,
    'customer.changed': onCustomerChanged,
    'customer.merged': onCustomerMerged,
    'programme.changed': onProgrammeChanged,
    'installation.activated': onActivated,
  },
  concerned: { 'order.changed': countsOrders },
  jobs: { [TIERS_DUE]: recountDue, [RECOUNT_TIERS]: recountAll },
  adminRoutes,
  privacy,
};
