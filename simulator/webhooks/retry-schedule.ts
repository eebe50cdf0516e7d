import type { Ms } from '../world/types.ts';

/** After the first try Shopify repeats up to 8 times over 4 hours, exponentially. */
export const retries = 8;
const span: Ms = 4 * 60 * 60 * 1000;

/**
 * How long after the first try the n-th repetition (1…8) comes: the pauses double, the last ends at exactly four hours
 * (56 s, 2 min 49 s, 6 min 35 s, … 4 h). Null when there is none.
 */
export function retryAfter(repetition: number): Ms | null {
  if (repetition < 1 || repetition > retries) return null;
  return Math.round((span * (2 ** repetition - 1)) / (2 ** retries - 1));
}
