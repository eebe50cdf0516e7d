import { DAY } from '../../platform/kit/clock.ts';
import type { Manifest } from '../../platform/manifest.ts';
import { adminRoutes } from './admin-api.ts';
import { look } from './look.ts';

/**
 * Webhooks may be a day late without being lost, so looking more often would mostly find what is on its way. Each store's day begins with
 * its installation, so that many stores do not come at once.
 */
const EVERY = DAY;

export const reconciliation: Manifest = {
  name: 'mirror/reconciliation',
  schedules: [{ name: 'look', nextRun: (after) => after + EVERY, run: look }],
  adminRoutes,
};
