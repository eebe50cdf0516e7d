import { onceADay } from '../../platform/jobs/once-a-day.ts';
import type { Manifest } from '../../platform/manifest.ts';
import { forgetTouches } from './forget-touches.ts';
import { onCustomerMerged } from './on-customer-merged.ts';
import { isConcerned, onOrderChanged, type WindowDays } from './on-order-changed.ts';
import { privacy } from './privacy.ts';
import { showResults } from './show-results.ts';

export function attribution({ windowDays }: { windowDays: WindowDays }): Manifest {
  return {
    name: 'offers/attribution',
    on: { 'order.changed': onOrderChanged(windowDays), 'customer.merged': onCustomerMerged },
    concerned: { 'order.changed': isConcerned },
    schedules: [{ name: 'forget', nextRun: onceADay, anyTimeOfDay: true, run: forgetTouches, forAll: true }],
    adminRoutes: [
      {
        method: 'GET',
        path: '/tracking/results',
        handle: async (services, { shopId, query }) => ({
          body: await showResults(services, shopId, query, windowDays),
        }),
      },
    ],
    privacy,
  };
}
