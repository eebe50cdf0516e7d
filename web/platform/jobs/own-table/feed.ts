/**
 * Takes due jobs out of the own table, as many as there are hands for: when a commit has added some, when the clock has moved, when a job
 * has ended, and when the next one falls due. The jobs of a process that stops renewing its leases are taken over.
 */
import { randomUUID } from 'node:crypto';
import { SECOND } from '../../kit/clock.ts';
import type { Feed, FeedOptions } from '../feed.ts';
import type { ClaimedJob } from '../job-table.ts';
import { putBackLost } from '../lost-jobs.ts';
import { anyLost, claimJobs, ownTable, renewLeases, takeLostJobs } from './table.ts';

/** Longest time without looking, wall ms: processes that share a file cannot tell each other. */
const POLL_MS = SECOND;

/** Who has taken what: after a power cut nobody has. */
const MAY_BE_LOST = { mayBeLost: true };

export function ownFeed(options: FeedOptions & { leaseMs?: number; wallNow?: () => number }): Feed {
  const { db, clock, log, kinds, concurrency, held, lost, leaseMs = 20 * SECOND, wallNow = Date.now } = options;
  const owner = randomUUID();
  const running = new Set<Promise<void>>();
  let started = false;
  let stopping = false;
  let looking: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | null = null;
  let heartbeat: NodeJS.Timeout | null = null;
  let heartbeatRun: Promise<void> = Promise.resolve();

  function wake(): void {
    if (!started || stopping) return;
    again = true;
    looking ??= look().then(() => {
      looking = null;
      if (again) wake();
    });
  }

  async function look(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    try {
      while (again && !stopping) {
        again = false;
        if (held() || kinds.length === 0 || running.size >= concurrency) return;
        // A look without a lock first: an idle worker must not hold the only connection for writing.
        const due = await ownTable.nextDue(db.read, kinds);
        if (due === null || due > clock.now()) return lookIn(due === null ? POLL_MS : due - clock.now());
        const taken = await take();
        for (const job of taken) run(job);
        // None although one is due: its twin runs, and its end wakes us, or that of another process the next poll.
        if (taken.length === 0) return lookIn(POLL_MS);
        again = true;
      }
    } catch (error) {
      log.error({ err: error }, 'The job queue cannot be read; trying again');
      again = false;
      lookIn(SECOND);
    }
  }

  function take(): Promise<ClaimedJob[]> {
    return db.transaction((tx) => {
      // Counted as late as this, because jobs that were finished together make room together.
      const limit = concurrency - running.size;
      const leaseUntil = wallNow() + leaseMs;
      return claimJobs(tx, { kinds, limit, now: clock.now(), owner, leaseUntil });
    }, MAY_BE_LOST);
  }

  function lookIn(ms: number): void {
    if (!stopping) timer ??= setTimeout(wake, Math.min(Math.max(ms, 1), POLL_MS));
  }

  function run(job: ClaimedJob): void {
    const ended = options
      .begin(job)
      // Its lease will end, and the job be run again.
      .catch(() => {})
      .finally(() => {
        running.delete(ended);
        wake();
      });
    running.add(ended);
  }

  async function beat(): Promise<void> {
    try {
      if (running.size > 0) await db.transaction((tx) => renewLeases(tx, owner, wallNow() + leaseMs), MAY_BE_LOST);
      if (!(await anyLost(db.read, wallNow()))) return;
      const count = await db.transaction(async (tx) => {
        const jobs = await takeLostJobs(tx, wallNow());
        await putBackLost(tx, jobs, { ...lost, now: clock.now() });
        return jobs.length;
      });
      log.warn({ jobs: count }, 'Took over the jobs of a process that ended');
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
    async stop() {
      stopping = true;
      if (timer) clearTimeout(timer);
      await looking;
      while (running.size > 0) await Promise.all(running);
      if (heartbeat) clearInterval(heartbeat);
      await heartbeatRun;
    },
  };
}
