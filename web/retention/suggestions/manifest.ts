import { onceADay } from '../../platform/jobs/once-a-day.ts';
import type { Manifest } from '../../platform/manifest.ts';
import { COUNT_TOGETHER, countSome, startCounting } from './count-nightly.ts';

export const suggestions: Manifest = {
  name: 'retention/suggestions',
  schedules: [{ name: 'count', nextRun: onceADay, anyTimeOfDay: true, run: startCounting, forAll: true }],
  jobs: { [COUNT_TOGETHER]: countSome },
};
