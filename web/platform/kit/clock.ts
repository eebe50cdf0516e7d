/**
 * Time. Everything that is business (ledger dates, windows, schedules) asks the injected clock; session-token and
 * proxy-signature ages, sockets, locks and throttle refill stay on wall time, because the other side stamps them so.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch; never goes back. */
  now(): number;
}

export const wallClock: Clock = { now: () => Date.now() };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
/** Exactly 24 hours: windows are counted so (points reference, "When an order earns"). */
export const DAY = 24 * HOUR;

/** Shopify's times have whole seconds: what happened in the second in which something began is not before it. */
export function wholeSecond(ms: number): number {
  return Math.floor(ms / SECOND) * SECOND;
}
