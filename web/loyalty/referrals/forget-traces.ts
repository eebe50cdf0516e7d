/** From where people came is kept for so long and no longer: codes are used by then, and rewards decided. */
import { DAY } from '../../platform/kit/clock.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { dropTracesBefore } from './store/traces.ts';

export const KEPT_TRACES = 90 * DAY;

export const forgetTraces: JobHandler = async ({ db, clock }) => {
  await db.transaction((tx) => dropTracesBefore(tx, clock.now() - KEPT_TRACES));
};
