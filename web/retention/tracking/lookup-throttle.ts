/**
 * How long somebody waits who looked orders up in vain. The first few tries are free: people mistype. Then each failure doubles the wait, up to
 * a most, and every quiet half hour forgives one; so guessing leads nowhere, and nobody is shut out for good.
 */
import { MINUTE, SECOND } from '../../platform/kit/clock.ts';

export interface Failures {
  failures: number;
  /** Ms of the latest. */
  failedAt: number;
}

const FREE = 5;
const FIRST_WAIT = 2 * SECOND;
const LONGEST_WAIT = 10 * MINUTE;
const FORGIVEN_AFTER = 30 * MINUTE;
/** More would only be forgiven later; here the wait is at its longest. */
const MOST = FREE + Math.ceil(Math.log2(LONGEST_WAIT / FIRST_WAIT)) + 1;
/** After that all of it is forgiven. */
export const KEPT_FAILURES = MOST * FORGIVEN_AFTER;

/** Ms until the next try; 0 = now. */
export function waitOf(known: Failures, now: number): number {
  const over = held(known, now) - FREE;
  if (over < 0) return 0;
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** over);
  return Math.min(wait, Math.max(0, known.failedAt + wait - now));
}

export function withFailure(known: Failures, now: number): Failures {
  return { failures: Math.min(MOST, held(known, now) + 1), failedAt: now };
}

function held({ failures, failedAt }: Failures, now: number): number {
  return Math.max(0, failures - Math.floor(Math.max(0, now - failedAt) / FORGIVEN_AFTER));
}
