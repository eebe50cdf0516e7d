/** Touches are kept for so long and no longer: the widest window is over by then, and the sums of the days stay. */
import { DAY } from '../../platform/kit/clock.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { dropTouchesBefore } from './store/touches.ts';

export const KEPT_TOUCHES = 90 * DAY;

export const forgetTouches: JobHandler = async ({ db, clock }) => {
  await db.transaction((tx) => dropTouchesBefore(tx, clock.now() - KEPT_TOUCHES));
};
