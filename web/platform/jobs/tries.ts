/** How often a job is tried, and how long it rests in between. */
import { HOUR, SECOND } from '../kit/clock.ts';

/** Twenty tries are about eleven hours of pauses: longer than most outages, shorter than a day. */
export const MAX_TRIES = 20;
const FIRST_PAUSE = 5 * SECOND;
const LONGEST_PAUSE = HOUR;

/** Ms of pause after the n-th failed try. */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE);
}
