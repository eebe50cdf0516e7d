/** Touches are kept for so long and no longer: the widest window is over by then, and the sums of the days stay. */
import { DAY } from '../../platform/kit/clock.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { dropTouchesBefore } from './store/touches.ts';

export const KEPT_TOUCHES = 90 * DAY;

const AT_ONCE = 500;

export const forgetTouches: JobHandler = async ({ db, clock }) => {
  const before = clock.now() - KEPT_TOUCHES;
  while ((await db.transaction((tx) => dropTouchesBefore(tx, before, AT_ONCE))) > 0);
};
