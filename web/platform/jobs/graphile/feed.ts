/**
 * Lets graphile-worker fetch jobs, many at a time, and tell of new ones. What it would do with a job that fails, or whose process dies, is
 * done here instead, by the injected clock and in our transactions. When its pool of workers ends with an error, as it does when the
 * database goes away for long, another one is started.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, runTaskList, type TaskList, type WorkerPool } from 'graphile-worker';
import type { Pool } from 'pg';
import { queuePool } from '../../../../db/dialect/graphile.ts';
import { SECOND } from '../../kit/clock.ts';
import { errorText } from '../../kit/errors.ts';
import type { Feed, FeedOptions } from '../feed.ts';
import { identityOf } from '../identity.ts';
import type { QueuedJob, TakenJob } from '../job-table.ts';
import { foldEntries } from './entries.ts';
import { createGuard, type Guard } from './guard.ts';
import { recoverJobs } from './recover.ts';
import { graphileTable } from './table.ts';

/** One listens; the others take jobs, and give back or clear away. */
const CONNECTIONS = 3;
/** Due jobs that nobody has told of, such as those whose time comes, are found within this time. */
const POLL_MS = SECOND;
/** Jobs that were fetched and for which no hand became free go back to where other processes can take them. */
const HOARD_MS = 2 * SECOND;
const LOOK_FOR_DEAD_MS = SECOND;
/** Wall ms between two questions whether a twin that runs in another process has ended. */
const TWIN_MS = 25;

/** So long graphile-worker may take to say goodbye once its jobs have ended: it waits for ever for answers that a crashed server never gave. */
const GOODBYE_MS = 5 * SECOND;

interface Running {
  workers: WorkerPool;
  /** Jobs that it has handed on and that have not ended. */
  jobs: Set<Promise<void>>;
  guard: Guard;
  pool: Pool;
}

export function graphileFeed(options: FeedOptions & { simulated: boolean }): Feed {
  const { db, clock, log, kinds, concurrency, held, begin, lost, simulated } = options;
  const inside = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  const open = new Set<Running>();
  let released = Promise.withResolvers<void>();
  let ended: Promise<void> = Promise.resolve();
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve());
  });

  function start(): Running {
    const first = Promise.withResolvers<void>();
    const onError = (error: Error) => log.warn({ err: error }, 'A connection of the job queue broke');
    const pool = queuePool(db.url, { size: CONNECTIONS, onError, simulated, after: first.promise });
    const jobs = new Set<Promise<void>>();
    const counted = (job: Promise<void>): Promise<void> => {
      const over = job.finally(() => jobs.delete(job));
      jobs.add(job);
      return over;
    };
    const tasks: TaskList = Object.fromEntries(
      kinds.map((kind) => [kind, (_payload, { job }) => counted(handOn(kind, job, workers.id, guard))]),
    );
    const workers = runTaskList(
      {
        concurrency,
        noHandleSignals: true,
        pollInterval: POLL_MS,
        // What is to be said of jobs is said by the worker, which knows what may be said.
        logger: new Logger(
          () => (level, message) => level === 'error' && log.warn({ queue: message }, 'The job queue'),
        ),
        preset: {
          worker: {
            localQueue: { size: concurrency, ttl: HOARD_MS },
            completeJobBatchDelay: 0,
            // Without this an error while it puts a job back would be nobody's, and end the process.
            failJobBatchDelay: 0,
          },
        },
      },
      tasks,
      pool,
    );
    const guard = createGuard(db.url, workers.id, log);
    void guard.held.then(first.resolve);
    // A connection that waits for a guard which cannot be had must not hold up the end.
    void stopped.then(() => first.reject(new Error('stopping')));
    first.promise.catch(() => {});
    return { workers, jobs, guard, pool };
  }

  /** Lets its jobs end. What it leaves behind is taken over like that of a process that died. */
  async function end(running: Running): Promise<void> {
    const { workers, jobs, guard, pool } = running;
    const goodbye = Promise.resolve(workers.gracefulShutdown()).catch((error: unknown) =>
      log.warn({ reason: errorText(error) }, 'The workers of the job queue ended badly'),
    );
    const jobsOver = async () => {
      while (jobs.size > 0) await Promise.allSettled(jobs);
    };
    await inTime(goodbye, jobsOver());
    await guard.close();
    await inTime(pool.end(), Promise.resolve());
    open.delete(running);
  }

  /** Waits for what is promised, but not much longer than for what comes before it. */
  async function inTime(promised: Promise<unknown>, before: Promise<void>): Promise<void> {
    const over = new AbortController();
    const late = before.then(() => pause(GOODBYE_MS, undefined, { signal: over.signal })).catch(() => {});
    await Promise.race([promised, late]);
    over.abort();
  }

  async function keepRunning(): Promise<void> {
    const ends: Promise<void>[] = [];
    while (!stopping.signal.aborted) {
      const running = start();
      open.add(running);
      const over = running.workers.promise.catch(() => {});
      await Promise.race([over, running.guard.lost, stopped]);
      ends.push(end(running));
      await pause(SECOND, undefined, { signal: stopping.signal }).catch(() => {});
    }
    await Promise.all(ends);
  }

  async function lookForDead(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const own = [...open].map(({ workers }) => workers.id);
        const count = await recoverJobs(db, own, { ...lost, now: clock.now() }, Date.now());
        if (count > 0) log.warn({ jobs: count }, 'Took over the jobs of a process that ended');
      } catch (error) {
        log.error({ err: error }, 'The jobs of processes that ended could not be looked for');
      }
      await pause(LOOK_FOR_DEAD_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  /** Resolved, the job is over for graphile-worker: it has been taken out of the queue by then, or was not ours any more. */
  async function handOn(
    kind: string,
    stored: { id: string; payload: unknown; run_at: Date },
    owner: string,
    guard: Guard,
  ): Promise<void> {
    const job = foldEntries(kind, stored.payload, Number(stored.run_at));
    const id = Number(stored.id);
    const entrance = await enter(guard, id, identityOf(job));
    if (entrance === 'gone') return;
    if (entrance === 'back') return putBack({ id, owner }, job);
    try {
      const payload = job.payload === null ? null : (JSON.parse(job.payload) as unknown);
      await begin({ ...job, id, owner, payload });
    } finally {
      entrance.leave();
    }
  }

  /**
   * A job whose twin runs, here or in another process, waits for its end, and goes back into the queue then: the twin may have been put
   * back meanwhile, and the two are one.
   */
  async function enter(guard: Guard, id: number, identity: string): Promise<'gone' | 'back' | { leave(): void }> {
    while (held() && !stopping.signal.aborted) await released.promise;
    const twin = inside.get(identity);
    if (twin) await Promise.race([twin, stopped]);
    if (twin || stopping.signal.aborted) return 'back';
    const over = Promise.withResolvers<void>();
    inside.set(identity, over.promise);
    const leave = () => {
      guard.leave(identity);
      inside.delete(identity);
      over.resolve();
    };
    let waited = false;
    for (;;) {
      const entrance = await guard.enter({ id, identity });
      if (entrance === 'ours' && !waited) return { leave };
      if (entrance === 'gone' || entrance === 'ours' || stopping.signal.aborted) {
        leave();
        return entrance === 'gone' ? 'gone' : 'back';
      }
      waited = true;
      await pause(TWIN_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  async function putBack(taken: TakenJob, job: QueuedJob): Promise<void> {
    await db.transaction(async (tx) => {
      if ((await graphileTable.remove(tx, [taken])).size > 0) await graphileTable.add(tx, [{ ...job, again: true }]);
    });
  }

  return {
    start() {
      ended = Promise.all([keepRunning(), lookForDead()]).then(() => {});
    },
    wake() {
      released.resolve();
      released = Promise.withResolvers();
      for (const { workers } of open) workers.nudge(concurrency);
    },
    async stop() {
      stopping.abort();
      released.resolve();
      await ended;
    },
  };
}
