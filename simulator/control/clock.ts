/**
 * The simulator's clock, which the app follows. It runs with the wall or stands still, and never goes back. `rev` grows
 * with every change.
 */
import type { Ms } from '../world/types.ts';

export interface SimulatorClock {
  now(): Ms;
  rev(): number;
  running(): boolean;
  /** Throws RangeError for a time that has passed. */
  change(change: { now?: Ms; running?: boolean }): void;
  /** Where the clock begins: only before anything has happened. */
  start(at: Ms): void;
  /** Told after every change, before anybody else hears of it. */
  onChange(listener: () => void): void;
}

export function createClock(options: { wallNow(): Ms; start?: Ms; running?: boolean }): SimulatorClock {
  let base = options.start ?? options.wallNow();
  let since = options.wallNow();
  let running = options.running ?? true;
  let rev = 1;
  let last = base;
  const listeners: (() => void)[] = [];
  const now = (): Ms => {
    // The wall may be set back; this clock may not.
    last = Math.max(last, running ? base + (options.wallNow() - since) : base);
    return last;
  };
  return {
    now,
    rev: () => rev,
    running: () => running,
    change(change) {
      const present = now();
      if (change.now !== undefined && change.now < present) throw new RangeError('the clock never goes back');
      base = change.now ?? present;
      since = options.wallNow();
      last = base;
      running = change.running ?? running;
      rev += 1;
      for (const listener of listeners) listener();
    },
    start(at) {
      base = at;
      last = at;
      since = options.wallNow();
      rev += 1;
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}
