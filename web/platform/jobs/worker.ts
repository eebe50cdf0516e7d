/**
 * Runs jobs: claims a batch, runs it with limited concurrency, retries with growing pauses, gives up after `MAX_TRIES`. It looks
 * for work when a commit has added some, when the clock has moved, when a job has ended, and when the next one falls due.
 */
import { randomUUID } from 'node:crypto';
import type { Db } from '../../../db/open.ts';
import type { Clock } from '../kit/clock.ts';
import { HOUR, SECOND } from '../kit/clock.ts';
import { errorText, ShopUnavailable } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import {
  type ClaimedJob,
  claimJobs,
  finishJob,
  finishJobs,
  nextDue,
  renewLeases,
  setAside,
  takeOverLostJobs,
  waitAgain,
} from './claim-jobs.ts';
import type { Queue } from './queue.ts';

/** Twenty tries are about eleven hours of pauses: longer than most outages, shorter than a day. */
export const MAX_TRIES = 20;
const FIRST_PAUSE = 5 * SECOND;
const LONGEST_PAUSE = HOUR;

/** Ms of pause after the n-th failed try. */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE);
}

export interface JobKind {
  run(job: ClaimedJob): Promise<void>;
  /** For schedules: when the next run is due, given when this one was. */
  nextRun?: (dueAt: number) => number;
}

export interface WorkerOptions {
  db: Db;
  queue: Queue;
  clock: Clock;
  log: Log;
  kinds: ReadonlyMap<string, JobKind>;
  /** Work is held back while the clock is being set. */
  held?: () => boolean;
  onResult?: (kind: string, result: 'done' | 'retry' | 'dead' | 'parked' | 'dropped', seconds: number) => void;
  /** Told after every job, so that somebody who waits for idleness may look again. */
  onActivity?: () => void;
  concurrency?: number;
  leaseMs?: number;
  /** Longest time without looking at the queue, wall ms: processes that share an SQLite file cannot tell each other. */
  pollMs?: number;
  wallNow?: () => number;
}

export interface Worker {
  start(): void;
  /** There may be something to do. */
  wake(): void;
  /** Kinds of the jobs that run now, and `jobs` while due ones are being claimed. */
  busy(): string[];
  /** Jobs that this worker has begun since it was started. */
  begun(): number;
  /** Takes nothing new and waits for what runs. */
  stop(): Promise<void>;
}

/** A job that did its work and waits for the commit that says so. */
interface EndedJob {
  job: ClaimedJob;
  kind: JobKind;
  resolve(): void;
  reject(error: unknown): void;
}

export function createWorker(options: WorkerOptions): Worker {
  const { db, queue, clock, log, kinds, onResult = () => {}, onActivity = () => {}, held = () => false } = options;
  const { concurrency = 8, leaseMs = 20 * SECOND, pollMs = SECOND, wallNow = Date.now } = options;
  const owner = randomUUID();
  const kindNames = [...kinds.keys()];
  const running = new Map<number, { kind: string; ended: Promise<void> }>();
  const ended: EndedJob[] = [];
  let finishing = false;
  let begun = 0;
  let stopping = false;
  let started = false;
  let pumping: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | null = null;
  let heartbeat: NodeJS.Timeout | null = null;
  let heartbeatRun: Promise<void> = Promise.resolve();

  function wake(): void {
    if (!started || stopping) return;
    again = true;
    pumping ??= pump().then((stuck) => {
      pumping = null;
      if (again) wake();
      // Whoever hears of activity looks again and wakes us. Told of a look that could take nothing, the two would keep each other
      // busy, and on SQLite, which answers at once, the jobs that run would never get a turn.
      if (!stuck) onActivity();
    });
  }

  /** Takes what is due. True: nothing could be taken before a running job ends (its twin waits, or all hands are full). */
  async function pump(): Promise<boolean> {
    if (timer) clearTimeout(timer);
    timer = null;
    let stuck = false;
    try {
      while (again && !stopping) {
        again = false;
        stuck = false;
        if (held() || kindNames.length === 0) break;
        stuck = running.size >= concurrency;
        if (stuck) break;
        // A look without a lock first: an idle worker must not hold the only SQLite connection for writing.
        const due = await nextDue(db.read, kindNames);
        if (due === null || due > clock.now()) {
          lookAgainIn(due === null ? pollMs : Math.min(pollMs, due - clock.now()));
          break;
        }
        let limit = 0;
        const jobs = await db.transaction((tx) => {
          // Counted as late as this, because jobs that were finished together make room together.
          limit = concurrency - running.size;
          return claimJobs(tx, { kinds: kindNames, limit, now: clock.now(), owner, leaseUntil: wallNow() + leaseMs });
        });
        for (const job of jobs) begin(job);
        if (jobs.length === limit) again = true;
        stuck = jobs.length === 0;
        if (stuck) lookAgainIn(pollMs);
      }
    } catch (error) {
      log.error({ err: error }, 'The job queue cannot be read; trying again');
      again = false;
      lookAgainIn(SECOND);
    }
    return stuck;
  }

  function lookAgainIn(ms: number): void {
    if (timer || stopping) return;
    timer = setTimeout(wake, Math.max(ms, 1));
  }

  function begin(job: ClaimedJob): void {
    begun += 1;
    const outcome = run(job)
      .catch((error: unknown) => {
        // The outcome could not be stored: the lease will end, and the job be run again.
        log.error({ err: error, job: job.kind, shopId: job.shopId }, 'The outcome of a job could not be stored');
      })
      .finally(() => {
        running.delete(job.id);
        onActivity();
        wake();
      });
    running.set(job.id, { kind: job.kind, ended: outcome });
  }

  async function run(job: ClaimedJob): Promise<void> {
    const kind = kinds.get(job.kind);
    if (!kind) throw new Error(`no handler for ${job.kind}`);
    const started = performance.now();
    const outcome = await kind.run(job).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    const result = outcome ? await fail(job, kind, outcome.error) : await done(job, kind);
    onResult(job.kind, result, (performance.now() - started) / 1000);
  }

  function done(job: ClaimedJob, kind: JobKind): Promise<'done'> {
    return new Promise((resolve, reject) => {
      ended.push({ job, kind, resolve: () => resolve('done'), reject });
      if (finishing) return;
      finishing = true;
      void finishEnded();
    });
  }

  /** One commit for all jobs that have ended by the time the database is free: commits are most of what a small job costs. */
  async function finishEnded(): Promise<void> {
    while (ended.length > 0) {
      const batch: EndedJob[] = [];
      try {
        await db.transaction(async (tx) => {
          batch.push(...ended.splice(0));
          const ids = batch.map(({ job }) => job.id);
          const mine = await finishJobs(tx, ids, owner);
          for (const { job, kind } of batch) if (mine.has(job.id)) await addSuccessor(tx, job, kind);
        });
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of [...batch, ...ended.splice(0)]) reject(error);
      }
    }
    finishing = false;
  }

  async function fail(
    job: ClaimedJob,
    kind: JobKind,
    error: unknown,
  ): Promise<'retry' | 'dead' | 'parked' | 'dropped'> {
    const facts = { err: error, job: job.kind, shopId: job.shopId, key: job.key };
    if (error instanceof ShopUnavailable) {
      const gone = error.reason === 'uninstalled';
      log.warn({ job: job.kind, shopId: job.shopId, reason: error.reason }, gone ? 'Job dropped' : 'Job parked');
      await db.transaction((tx) =>
        gone
          ? finishJob(tx, job, owner)
          : setAside(tx, job, owner, { state: 'parked', attempts: job.attempts, error: error.message }),
      );
      return gone ? 'dropped' : 'parked';
    }
    const attempts = job.attempts + 1;
    if (attempts >= MAX_TRIES) {
      log.error(facts, 'Job given up: it is a dead letter now');
      await db.transaction(async (tx) => {
        const mine = await setAside(tx, job, owner, { state: 'dead', attempts, error: errorText(error) });
        if (mine) await addSuccessor(tx, job, kind);
      });
      return 'dead';
    }
    log.warn({ ...facts, attempts }, 'Job failed; it will be tried again');
    const runAt = clock.now() + pauseAfter(attempts);
    await db.transaction((tx) => waitAgain(tx, job, owner, { runAt, attempts, error: errorText(error) }));
    return 'retry';
  }

  async function addSuccessor(tx: Parameters<Queue['add']>[0], job: ClaimedJob, kind: JobKind): Promise<void> {
    if (!kind.nextRun) return;
    await queue.add(tx, { kind: job.kind, shopId: job.shopId, key: job.key, runAt: kind.nextRun(job.dueAt) });
  }

  async function beat(): Promise<void> {
    try {
      const lost = await db.transaction(async (tx) => {
        if (running.size > 0) await renewLeases(tx, owner, wallNow() + leaseMs);
        return takeOverLostJobs(tx, wallNow(), clock.now());
      });
      if (lost === 0) return;
      log.warn({ jobs: lost }, 'Took over the jobs of a process that ended');
      wake();
    } catch (error) {
      log.error({ err: error }, 'The leases of running jobs could not be renewed');
    }
  }

  return {
    start() {
      started = true;
      heartbeatRun = beat();
      heartbeat = setInterval(() => {
        heartbeatRun = heartbeatRun.then(beat);
      }, leaseMs / 4);
      wake();
    },
    wake,
    busy: () => [...running.values()].map((job) => job.kind).concat(pumping ? ['jobs'] : []),
    begun: () => begun,
    async stop() {
      stopping = true;
      if (timer) clearTimeout(timer);
      await pumping;
      while (running.size > 0) await Promise.all([...running.values()].map((job) => job.ended));
      if (heartbeat) clearInterval(heartbeat);
      await heartbeatRun;
    },
  };
}
