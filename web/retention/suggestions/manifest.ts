import { onceADay } from '../../platform/jobs/once-a-day.ts';
import type { Manifest } from '../../platform/manifest.ts';
import { countNightly } from './count-nightly.ts';

export const suggestions: Manifest = {
  name: 'retention/suggestions',
  schedules: [{ name: 'count', nextRun: onceADay, anyTimeOfDay: true, run: countNightly }],
};
