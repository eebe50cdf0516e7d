import { HOUR } from '../../platform/kit/clock.ts';
import type { Manifest } from '../../platform/manifest.ts';
import { adminRoutes } from './admin-api.ts';
import { look } from './look.ts';

/** Webhooks may be lost for good: see `syncs/paged-sync.ts` for how far back is looked. */
const EVERY = 6 * HOUR;

export const reconciliation: Manifest = {
  name: 'mirror/reconciliation',
  schedules: [{ name: 'look', nextRun: (after) => after + EVERY, run: look }],
  adminRoutes,
};
