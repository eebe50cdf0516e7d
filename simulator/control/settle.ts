/** Waiting until nothing is left to do, and moving the clock from one due moment to the next. */
import type { BulkOperations } from '../admin-api/bulk/run-operations.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import type { Ms } from '../world/types.ts';
import type { AppProcesses } from './app-processes.ts';
import type { SimulatorClock } from './clock.ts';

export interface Settled {
  heldDeliveries: number;
  futureDeliveries: number;
  deadLetters: number;
  /** The earliest moment after now at which the app has something to do. */
  nextDue: Ms | null;
}
export type SettleResult = { done: true; settled: Settled } | { done: false; unfinished: string[] };

export interface Settling {
  settle(timeoutMs: number): Promise<SettleResult>;
  /** Sets the clock, stopping at each due moment on the way. */
  advanceTo(target: Ms, timeoutMs: number): Promise<SettleResult>;
  setRunning(running: boolean): Promise<string[]>;
}

const statusMs = 1_000;
const followMs = 10_000;

export function createSettling(
  clock: SimulatorClock,
  processes: Pick<AppProcesses, 'ask' | 'follow' | 'unfinished'>,
  dispatcher: Pick<Dispatcher, 'idle' | 'progress' | 'flush' | 'tries' | 'counts' | 'nextDue' | 'unfinished'>,
  bulk: Pick<BulkOperations, 'idle' | 'progress' | 'nextDue' | 'unfinished'>,
): Settling {
  const idle = (): boolean => dispatcher.idle() && bulk.idle();
  const settle = async (timeoutMs: number): Promise<SettleResult> => {
    const deadline = performance.now() + timeoutMs;
    const left = (): number => Math.max(0, deadline - performance.now());
    for (;;) {
      while (!idle()) {
        dispatcher.flush();
        if (left() === 0) return unfinished();
        const busy = [dispatcher, bulk].filter((one) => !one.idle());
        await Promise.race([...busy.map((one) => one.progress()), pause(Math.min(left(), 50))]);
      }
      if (left() === 0) return unfinished();
      const triesBefore = dispatcher.tries();
      const reports = await processes.ask(left());
      if (reports.some((report) => report === null)) {
        // Somebody left or is late: with time left it may be a process that restarts.
        if (left() === 0) return unfinished();
        await pause(20);
        continue;
      }
      const all = reports.filter((report) => report !== null);
      if (!idle() || dispatcher.tries() > triesBefore) continue;
      // One process knows of all that it did. Of several, one may have made work for another that had already answered.
      if (all.length > 1 && all.some(({ didWork }) => didWork)) continue;
      const { held, future } = dispatcher.counts();
      // What is due by now and was left undone waits for something else than time; it must not hold the clock.
      const now = clock.now();
      const dues = all.flatMap(({ nextDue }) => (nextDue === null || nextDue <= now ? [] : [nextDue]));
      return {
        done: true,
        settled: {
          heldDeliveries: held,
          futureDeliveries: future,
          // Processes share a database, so each counts the same ones.
          deadLetters: Math.max(0, ...all.map(({ deadLetters }) => deadLetters)),
          nextDue: dues.length > 0 ? Math.min(...dues) : null,
        },
      };
    }
  };
  const unfinished = async (): Promise<SettleResult> => ({
    done: false,
    unfinished: [...dispatcher.unfinished(), ...bulk.unfinished(), ...(await processes.unfinished(statusMs))],
  });

  const change = async (wanted: { now?: Ms; running?: boolean }): Promise<string[]> => {
    clock.change(wanted);
    return processes.follow(followMs);
  };

  return {
    settle,
    async advanceTo(target, timeoutMs) {
      const wasRunning = clock.running();
      // The clock stands still between the steps; otherwise it would run away from the moments it is to stop at.
      if (wasRunning) await change({ running: false });
      try {
        for (;;) {
          const result = await settle(timeoutMs);
          if (!result.done || clock.now() >= target) return result;
          const dues = [result.settled.nextDue, dispatcher.nextDue(), bulk.nextDue()].filter((due) => due !== null);
          const next = Math.max(Math.min(target, ...dues), clock.now() + 1);
          const behind = await change({ now: next });
          if (behind.length > 0) return { done: false, unfinished: behind };
        }
      } finally {
        if (wasRunning) await change({ running: true });
      }
    },
    setRunning: (running) => change({ running }),
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
