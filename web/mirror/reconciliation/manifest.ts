import { onceADay } from '../../platform/jobs/once-a-day.ts';
import type { Manifest } from '../../platform/manifest.ts';
import { adminRoutes } from './admin-api.ts';
import { look } from './look.ts';

export const reconciliation: Manifest = {
  name: 'mirror/reconciliation',
  // Webhooks may be a day late without being lost: looking more often would mostly find what is on its way.
  schedules: [{ name: 'look', nextRun: onceADay, run: look }],
  adminRoutes,
};
