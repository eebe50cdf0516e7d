/** How many calls a key may make: so many a second on the average, and some more at once. Of one process. */
export interface Allowance {
  /** Takes one call; seconds to wait where there is none left. */
  take(key: string): number | null;
}

export const CALLS_PER_SECOND = 50;
export const CALLS_AT_ONCE = 100;
/** Who has been quiet long enough to have everything again need not be remembered. */
const MOST_REMEMBERED = 10_000;

/** `now`: ms of any clock that runs evenly. */
export function createAllowance(now: () => number): Allowance {
  const left = new Map<string, { calls: number; at: number }>();
  return {
    take(key) {
      const at = now();
      const before = left.get(key) ?? { calls: CALLS_AT_ONCE, at };
      const calls = Math.min(CALLS_AT_ONCE, before.calls + ((at - before.at) / 1_000) * CALLS_PER_SECOND);
      left.delete(key);
      left.set(key, { calls: Math.max(0, calls - 1), at });
      const [oldest] = left.keys();
      if (left.size > MOST_REMEMBERED && oldest !== undefined) left.delete(oldest);
      return calls >= 1 ? null : Math.ceil((1 - calls) / CALLS_PER_SECOND);
    },
  };
}
