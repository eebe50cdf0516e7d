import { onceADay } from '../../platform/jobs/once-a-day.ts';
import type { Manifest } from '../../platform/manifest.ts';
import { COUNT_TOGETHER, countSome, countStore, startCounting } from './count-nightly.ts';

export const suggestions: Manifest = {
  name: 'retention/suggestions',
  // A new store has something to offer on its first day.
  on: { 'history.finished': (services, { shopId }) => countStore(services, shopId) },
  schedules: [{ name: 'count', nextRun: onceADay, anyTimeOfDay: true, run: startCounting, forAll: true }],
  jobs: { [COUNT_TOGETHER]: countSome },
};
