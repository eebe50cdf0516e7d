/**
 * The simulator's clock, followed. Only with SHOPIFY_SIMULATOR_URL: in production the clock is the wall. The process dials in and listens; a
 * change comes in two phases, so that no process starts due work while another still lives in the past: first all learn the new time and
 * hold their work, then all are released.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../kit/clock.ts';
import { errorText } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('time'), rev: z.number(), now: z.iso.datetime({ offset: true }), running: z.boolean() }),
  z.object({ kind: z.literal('release'), rev: z.number() }),
  z.object({ kind: z.literal('report'), ask: z.number() }),
  z.object({ kind: z.literal('status'), ask: z.number() }),
]);

/** What this process has to do, as the simulator wants to know it. */
export interface Business {
  /** Names of what is open or due; empty when there is nothing left. */
  unfinished(): Promise<string[]>;
  /** Grows with everything that the process does. */
  worked(): number;
  /** Ms of the business clock at which there is something to do again; null when nothing waits. */
  nextDue(): Promise<number | null>;
  deadLetters(): Promise<number>;
}

export interface FollowOptions {
  role: 'web' | 'worker' | 'all';
  business: Business;
  /** A change begins: this time holds from now on, standing still or running with the wall. Nobody works before all have heard it. */
  onTime(now: { ms: number; running: boolean }): Promise<void>;
  /** All have heard it. */
  onRelease(): void;
}

export interface FollowedClock extends Clock {
  /** Due work waits: between the two phases, and until the first time has come. */
  held(): boolean;
  /** Resolves when the first time has come. */
  start(options: FollowOptions): Promise<void>;
  /** Something ended: an answer that was held back may be possible now. */
  activity(): void;
  stop(): Promise<void>;
}

const REDIAL_MS = 200;
/** How often an unfinished process looks again when nothing has told it that something ended. */
const LOOK_AGAIN_MS = 20;

export function followClock(simulatorUrl: string, log: Log, wallNow: () => number = Date.now): FollowedClock {
  const process = randomUUID();
  const stopping = new AbortController();
  let base = 0;
  let since = wallNow();
  let running = false;
  let last = 0;
  let held = true;
  let changes: Promise<void> = Promise.resolve();
  let reported = 0;
  /** Whether something ended since the reporter has begun to look, and how it is told while it waits. */
  let ended = false;
  let wakeReporter: (() => void) | null = null;
  /** The newest question; an older one is not worth an answer any more. */
  let asked: number | null = null;

  function now(): number {
    const present = running ? base + (wallNow() - since) : base;
    last = Math.max(last, present);
    return last;
  }

  async function post(path: string, body: Record<string, unknown>): Promise<void> {
    const response = await fetch(`${simulatorUrl}/_simulator/clock/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ process, ...body }),
      signal: stopping.signal,
    });
    await response.body?.cancel();
    if (!response.ok) log.warn({ path, status: response.status }, 'The simulator refused an answer about the clock');
  }

  async function heard(line: string, options: FollowOptions, first: () => void): Promise<void> {
    const { business, onTime, onRelease } = options;
    const said = message.parse(JSON.parse(line));
    switch (said.kind) {
      case 'time':
        held = true;
        base = Date.parse(said.now);
        since = wallNow();
        running = said.running;
        last = Math.max(last, base);
        await onTime({ ms: base, running });
        await post('ack', { rev: said.rev });
        break;
      case 'release':
        held = false;
        first();
        onRelease();
        break;
      case 'status':
        await post('status', { ask: said.ask, unfinished: await business.unfinished() });
        break;
      case 'report':
        asked = said.ask;
        void report(said.ask, business).catch((error: unknown) => {
          if (!stopping.signal.aborted) log.warn({ reason: errorText(error) }, 'A report to the simulator was lost');
        });
        break;
    }
  }

  async function report(ask: number, business: Business): Promise<void> {
    for (;;) {
      ended = false;
      if (!held && (await business.unfinished()).length === 0) break;
      if (stopping.signal.aborted || asked !== ask) return;
      if (!ended) await somethingEnded();
    }
    const worked = business.worked();
    const [due, deadLetters] = await Promise.all([business.nextDue(), business.deadLetters()]);
    const answer = {
      ask,
      didWork: worked !== reported,
      nextDue: due === null ? null : new Date(due).toISOString(),
      deadLetters,
      unfinished: [],
    };
    reported = worked;
    if (asked === ask) await post('report', answer);
  }

  function somethingEnded(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_AGAIN_MS);
      wakeReporter = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function listen(options: FollowOptions, first: () => void): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const response = await fetch(
          `${simulatorUrl}/_simulator/clock/stream?process=${process}&role=${options.role}`,
          {
            signal: stopping.signal,
          },
        );
        if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
        let rest = '';
        for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) if (line.trim() !== '') await heard(line, options, first);
        }
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.debug({ reason: errorText(error) }, 'The clock stream of the simulator broke; dialling again');
      }
      await pause(REDIAL_MS, stopping.signal);
    }
  }

  return {
    now,
    held: () => held,
    start: (options) =>
      new Promise((resolve) => {
        changes = listen(options, resolve);
      }),
    activity() {
      ended = true;
      wakeReporter?.();
    },
    async stop() {
      stopping.abort();
      wakeReporter?.();
      await changes;
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
