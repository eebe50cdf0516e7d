import { onceADay } from '../../platform/jobs/once-a-day.ts';
import type { Manifest } from '../../platform/manifest.ts';
import { countFinds } from '../syncs/index.ts';
import { adminRoutes } from './admin-api.ts';
import { look } from './look.ts';

export const reconciliation: Manifest = {
  name: 'mirror/reconciliation',
  // Webhooks may be a day late without being lost: looking more often would mostly find what is on its way.
  schedules: [{ name: 'look', nextRun: onceADay, anyTimeOfDay: true, run: look }],
  adminRoutes,
  gauges: [
    {
      name: 'regulars_found_changes',
      help: 'What comparing with Shopify found in the last 90 days: missed = no webhook had told of it; gone = was not there any more.',
      labelNames: ['resource', 'what'],
      read: async (handle) =>
        (await countFinds(handle)).flatMap(({ resource, missed, gone }) => [
          { labels: { resource, what: 'missed' }, value: missed },
          { labels: { resource, what: 'gone' }, value: gone },
        ]),
    },
  ],
};
