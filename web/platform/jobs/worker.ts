/**
 * Runs jobs, and decides what becomes of them: done, tried again after a growing pause, a dead letter after `MAX_TRIES`, parked or dropped
 * with its store. Each outcome is one transaction that also takes the job out of the queue, if it is still this worker's: a worker that
 * was thought dead and comes back changes nothing.
 */
import { isPostgres } from '../../../db/dialect/differences.ts';
import type { Db, Tx } from '../../../db/open.ts';
import type { Clock } from '../kit/clock.ts';
import { errorText, ShopUnavailable } from '../kit/errors.ts';
import type { ShopId } from '../kit/ids.ts';
import type { Log } from '../kit/log.ts';
import type { Feed, FeedOptions } from './feed.ts';
import { graphileFeed } from './graphile/feed.ts';
import { type ClaimedJob, jobTable, type QueuedJob } from './job-table.ts';
import { ownFeed } from './own-table/feed.ts';
import type { Queue } from './queue.ts';
import { setAside } from './set-aside.ts';
import { storeTogether } from './store-together.ts';
import { MAX_TRIES, pauseAfter } from './tries.ts';

export interface JobKind {
  run(job: ClaimedJob): Promise<void>;
  /** For schedules: when the next run is due, given when this one was. */
  nextRun?: (dueAt: number, shopId: ShopId) => number;
  /** As in a manifest's schedules. */
  anyTimeOfDay?: boolean;
}

type Result = 'done' | 'retry' | 'dead' | 'parked' | 'dropped';

export interface WorkerOptions {
  db: Db;
  queue: Queue;
  clock: Clock;
  log: Log;
  kinds: ReadonlyMap<string, JobKind>;
  /** Work is held back while the clock is being set. */
  held?: () => boolean;
  onResult?: (kind: string, result: Result, seconds: number) => void;
  /** Told after every job, so that somebody who waits for idleness may look again. */
  onActivity?: () => void;
  /** Jobs at once. Many, because those that begin together are worked on together where that is cheaper. */
  concurrency?: number;
  maxTries?: number;
  /** The clock is the simulator's, and the database has been told of it. */
  simulated?: boolean;
  /** The own table only: how long a process may be silent before its jobs are taken over. */
  leaseMs?: number;
}

export interface Worker {
  start(): void;
  /** There may be something to do. */
  wake(): void;
  /** Kinds of the jobs that run now. */
  busy(): string[];
  /** Jobs that this worker has begun since it was started. */
  begun(): number;
  /** Takes nothing new and waits for what runs. */
  stop(): Promise<void>;
}

export function createWorker(options: WorkerOptions): Worker {
  const { db, queue, clock, log, kinds, maxTries = MAX_TRIES, leaseMs } = options;
  const { onResult = () => {}, onActivity = () => {}, held = () => false, concurrency = 100 } = options;
  const table = jobTable(db.read);
  const running = new Map<number, string>();
  let begun = 0;
  let lastSuspect: Promise<unknown> = Promise.resolve();

  const feedOptions: FeedOptions = {
    db,
    clock,
    log,
    kinds: [...kinds.keys()],
    concurrency,
    held,
    begin,
    lost: { maxTries, onDead: addSuccessor },
  };
  const feed: Feed = isPostgres(db.read)
    ? graphileFeed({ ...feedOptions, simulated: options.simulated === true })
    : ownFeed({ ...feedOptions, ...(leaseMs !== undefined && { leaseMs }) });
  const finish = storeTogether(
    db,
    async (tx, done: readonly ClaimedJob[]) => {
      const mine = await table.remove(tx, done);
      const successors = done.filter(({ id }) => mine.has(id)).flatMap(successorOf);
      await queue.addAll(tx, successors);
      // What a power cut takes back is done again, as after any crash; what the jobs themselves have stored stays.
    },
    { mayBeLost: true },
  );

  async function begin(job: ClaimedJob): Promise<void> {
    begun += 1;
    running.set(job.id, job.kind);
    try {
      await (job.suspect ? runAlone(job) : run(job));
    } catch (error) {
      log.error({ err: error, job: job.kind, shopId: job.shopId }, 'The outcome of a job could not be stored');
      throw error;
    } finally {
      running.delete(job.id);
      onActivity();
    }
  }

  /** One after the other, and named before it begins: if the process ends, it is known which of them it was. */
  function runAlone(job: ClaimedJob): Promise<void> {
    const mine = lastSuspect.then(async () => {
      await db.transaction((tx) => table.runsAlone(tx, job));
      await run(job);
    });
    lastSuspect = mine.catch(() => {});
    return mine;
  }

  async function run(job: ClaimedJob): Promise<void> {
    const kind = kinds.get(job.kind);
    if (!kind) throw new Error(`no handler for ${job.kind}`);
    const started = performance.now();
    const failure = await kind.run(job).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    const result = failure ? await fail(job, failure.error) : await finish(job).then(() => 'done' as const);
    onResult(job.kind, result, (performance.now() - started) / 1000);
  }

  async function fail(job: ClaimedJob, error: unknown): Promise<Result> {
    const facts = { err: error, job: job.kind, shopId: job.shopId, key: job.key };
    const payload = job.payload === null ? null : JSON.stringify(job.payload);
    if (error instanceof ShopUnavailable) {
      const gone = error.reason === 'uninstalled';
      log.warn({ job: job.kind, shopId: job.shopId, reason: error.reason }, gone ? 'Job dropped' : 'Job parked');
      const as = { state: 'parked', payload, attempts: job.attempts, error: error.message, now: clock.now() } as const;
      await take(job, async (tx) => (gone ? undefined : setAside(tx, job, as)));
      return gone ? 'dropped' : 'parked';
    }
    const attempts = job.attempts + 1;
    if (attempts >= maxTries) {
      log.error(facts, 'Job given up: it is a dead letter now');
      await take(job, async (tx) => {
        await setAside(tx, job, { state: 'dead', payload, attempts, error: errorText(error), now: clock.now() });
        await addSuccessor(tx, job);
      });
      return 'dead';
    }
    log.warn({ ...facts, attempts }, 'Job failed; it will be tried again');
    const runAt = clock.now() + pauseAfter(attempts);
    // It did not end its process: whatever did, it was not this one.
    await take(job, (tx) =>
      table.add(tx, [{ ...job, payload, runAt, attempts, suspect: false, again: true } satisfies QueuedJob]),
    );
    return 'retry';
  }

  /** Takes a running job out of the queue and does the rest in the same transaction, unless it is another's by now. */
  async function take(job: ClaimedJob, andThen: (tx: Tx) => Promise<void>): Promise<void> {
    await db.transaction(async (tx) => {
      if ((await table.remove(tx, [job])).has(job.id)) await andThen(tx);
    });
  }

  function successorOf({ kind, shopId, key, dueAt }: Pick<ClaimedJob, 'kind' | 'shopId' | 'key' | 'dueAt'>) {
    const nextRun = kinds.get(kind)?.nextRun;
    if (!nextRun) return [];
    let runAt = nextRun(dueAt, shopId);
    // What was missed meanwhile is not made up for.
    while (runAt <= clock.now()) runAt = nextRun(runAt, shopId);
    return [{ kind, shopId, key, runAt }];
  }

  async function addSuccessor(tx: Tx, job: Pick<ClaimedJob, 'kind' | 'shopId' | 'key' | 'dueAt'>): Promise<void> {
    await queue.addAll(tx, successorOf(job));
  }

  return {
    start: () => feed.start(),
    wake: () => feed.wake(),
    busy: () => [...running.values()],
    begun: () => begun,
    stop: () => feed.stop(),
  };
}
