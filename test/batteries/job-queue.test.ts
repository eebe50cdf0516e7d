/** What every job queue behind `web/platform/jobs` must promise: nothing lost, nothing twice at once, given up in the open. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { isPostgres } from '../../db/dialect/differences.ts';
import { simulateNow } from '../../db/dialect/simulated-now.ts';
import { type Db, openDb } from '../../db/open.ts';
import { recoverJobs } from '../../web/platform/jobs/graphile/recover.ts';
import { type JobTable, jobTable } from '../../web/platform/jobs/job-table.ts';
import { putBackLost } from '../../web/platform/jobs/lost-jobs.ts';
import { takeLostJobs } from '../../web/platform/jobs/own-table/table.ts';
import { nextStop } from '../../web/platform/jobs/next-stop.ts';
import { createQueue, type NewJob, type Queue } from '../../web/platform/jobs/queue.ts';
import {
  addMissing,
  countSetAside,
  deadLetters,
  dropJobsAbout,
  dropJobsOf,
  resumeParked,
  retryDead,
  setAside,
} from '../../web/platform/jobs/set-aside.ts';
import { MAX_TRIES, pauseAfter } from '../../web/platform/jobs/tries.ts';
import { createWorker, type JobKind, type Worker } from '../../web/platform/jobs/worker.ts';
import { ShopUnavailable } from '../../web/platform/kit/errors.ts';
import { DAY, HOUR } from '../../web/platform/kit/clock.ts';
import type { ShopId } from '../../web/platform/kit/ids.ts';
import { createLog } from '../../web/platform/kit/log.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const log = createLog('silent');
const onPostgres = globalThis.process.env.TEST_DATABASE === 'postgres';
let database: TestDatabase;
let db: Db;
let table: JobTable;
let queue: Queue;
let now: number;
let shopId: ShopId;
const workers: Worker[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
  table = jobTable(db.read);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
let shops = 0;
beforeEach(async () => {
  await setNow(1_000_000);
  shops += 1;
  shopId = shops as ShopId;
  queue = createQueue(
    () => now,
    () => {
      for (const worker of workers) worker.wake();
    },
  );
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  for (const each of [shopId, other()]) await db.transaction((tx) => dropJobsOf(tx, each, []));
});

/** Of the workers and of the database, which decides what is due where it hands out the jobs. */
async function setNow(ms: number): Promise<void> {
  now = ms;
  await simulateNow(db, { ms, running: false });
}
const other = () => (shops + 1_000) as ShopId;
const add = (job: Partial<NewJob> = {}) =>
  db.transaction((tx) => queue.add(tx, { kind: 'work', shopId, key: 'a', ...job }));
const jobs = () => table.jobsOf(db.read, shopId, '');

async function idle(): Promise<boolean> {
  return !(await table.isBusy(db.read, ['work'], now)) && workers.every((worker) => worker.busy().length === 0);
}
/** Until everything that is due has been done. */
async function quiet(): Promise<void> {
  for (const worker of workers) worker.wake();
  await vi.waitFor(async () => expect(await idle()).toBe(true), { timeout: 60_000, interval: 10 });
}

/** Starts a worker for one kind. */
function work(run: JobKind['run'], nextRun?: JobKind['nextRun']) {
  const worker = createWorker({
    db,
    queue,
    log,
    clock: { now: () => now },
    kinds: new Map([['work', { run, ...(nextRun && { nextRun }) }]]),
    simulated: true,
  });
  workers.push(worker);
  worker.start();
}

/** Another process; resolves, when it has ended, with the signal that ended it and the jobs that it began. */
function process(maxTries: number): Promise<{ signal: string | null; began: string[] }> {
  const child = spawn(globalThis.process.execPath, [jobProcess, database.url, String(now), String(maxTries)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (chunk.includes('hang')) child.kill('SIGKILL');
  });
  return new Promise((resolve) =>
    child.once('close', (_code, signal) => resolve({ signal, began: text.split('\n').filter(Boolean) })),
  );
}
/** All workers are silent for so long that the others take their jobs over. */
async function thinkDead(): Promise<void> {
  const lost = { now, onDead: async () => {} };
  if (isPostgres(db.read)) {
    await sql`
      select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = database
      where locktype = 'advisory' and datname = current_database()`.execute(db.migrator);
    await expect.poll(() => recoverJobs(db, [], lost, Date.now())).toBe(1);
  } else {
    await db.transaction(async (tx) => putBackLost(tx, await takeLostJobs(tx, Date.now() + 3_600_000), lost));
  }
}
const jobProcess = fileURLToPath(new URL('../support/job-process.ts', import.meta.url));

test('a job exists exactly if the transaction that added it commits', async () => {
  await add();
  const failing = db.transaction(async (tx) => {
    await queue.add(tx, { kind: 'work', shopId, key: 'b' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect((await jobs()).map(({ key }) => key)).toEqual(['a']);
});

test('the same job added again is one, at the earlier time and with the later payload', async () => {
  await add({ runAt: now + 500, payload: 1 });
  await add({ runAt: now + 100, payload: 2 });
  await add({ runAt: now + 900, payload: 3 });
  expect(await jobs()).toMatchObject([{ runAt: now + 100, payload: '3' }]);
});

test('two in one batch are one too, and other keys, kinds and stores stay apart', async () => {
  await db.transaction((tx) =>
    queue.addAll(tx, [
      { kind: 'work', shopId, key: 'a', runAt: now + 5 },
      { kind: 'work', shopId, key: 'a', runAt: now + 3 },
      { kind: 'work', shopId, key: 'b' },
      { kind: 'other', shopId, key: 'a' },
      { kind: 'work', shopId: other(), key: 'a' },
    ]),
  );
  expect((await jobs()).map(({ kind, key, runAt }) => [kind, key, runAt])).toEqual(
    expect.arrayContaining([
      ['work', 'a', now + 3],
      ['work', 'b', now],
      ['other', 'a', now],
    ]),
  );
  expect(await jobs()).toHaveLength(3);
});

test('a job runs when the clock has come to it, not before', async () => {
  const run = vi.fn<JobKind['run']>().mockResolvedValue();
  await add({ runAt: now + 1_000, payload: { points: 7 } });
  work(run);
  await quiet();
  expect(run).not.toHaveBeenCalled();
  await setNow(now + 1_000);
  await quiet();
  expect(run).toHaveBeenCalledOnce();
  expect(run.mock.calls[0]?.[0]).toMatchObject({ shopId, kind: 'work', key: 'a', payload: { points: 7 }, attempts: 0 });
  expect(await jobs()).toEqual([]);
});

test('what is added while its twin runs waits, and runs afterwards', async () => {
  let together = 0;
  let most = 0;
  let runs = 0;
  work(async () => {
    runs += 1;
    together += 1;
    most = Math.max(most, together);
    if (runs === 1) await add();
    together -= 1;
  });
  await add();
  await quiet();
  expect({ runs, most }).toEqual({ runs: 2, most: 1 });
});

test('several workers do each job once', async () => {
  const done: string[] = [];
  await db.transaction((tx) =>
    queue.addAll(
      tx,
      Array.from({ length: 60 }, (_, n) => ({ kind: 'work', shopId, key: `k${n}` })),
    ),
  );
  for (let n = 0; n < 3; n += 1) work(async ({ key }) => void done.push(key));
  await quiet();
  expect(done.toSorted()).toEqual(Array.from({ length: 60 }, (_, n) => `k${n}`).toSorted());
});

test('a failed job is tried again after growing pauses of the business clock, then kept as a dead letter', async () => {
  const tries: number[] = [];
  work(async () => {
    tries.push(now);
    throw new Error(`try ${tries.length}`);
  });
  await add();
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    await quiet();
    expect(tries).toHaveLength(attempt);
    await setNow(now + pauseAfter(attempt));
  }
  const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauses[0]).toBeLessThan(pauses.at(-1) ?? 0);
  const diedAt = tries.at(-1);
  await quiet();
  expect(tries).toHaveLength(MAX_TRIES);
  expect(await deadLetters(db.read, 10)).toEqual([
    { id: expect.any(Number), shopId, kind: 'work', key: 'a', attempts: MAX_TRIES, error: `try ${MAX_TRIES}`, diedAt },
  ]);
});

test('a dead letter can be tried again, from the start', async () => {
  let fails = true;
  work(async () => {
    if (fails) throw new Error('still broken');
  });
  await add({ payload: { kept: true } });
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    await quiet();
    await setNow(now + pauseAfter(attempt));
  }
  fails = false;
  const waiting = await db.transaction(async (tx) => {
    expect(await retryDead(tx, queue, { shopId })).toBe(1);
    // Before the commit: afterwards the worker may have done it already.
    return table.jobsOf(tx, shopId, '');
  });
  expect(waiting).toMatchObject([{ attempts: 0, payload: '{"kept":true}' }]);
  await quiet();
  expect(await jobs()).toEqual([]);
});

test('one failing job does not hold up the others', async () => {
  const done: string[] = [];
  work(async ({ key }) => {
    if (key === 'bad') throw new Error('bad');
    done.push(key);
  });
  await add({ key: 'bad' });
  await add({ key: 'good' });
  await quiet();
  expect(done).toEqual(['good']);
});

test('work for a store whose access is gone is parked, and due at once when the store is back', async () => {
  let open = false;
  let done = 0;
  work(async () => {
    if (!open) throw new ShopUnavailable('needs_reopen');
    done += 1;
  });
  await add();
  await quiet();
  expect(await countSetAside(db.read)).toEqual({ parked: 1, dead: 0 });
  expect(await jobs()).toEqual([]);
  open = true;
  await db.transaction((tx) => resumeParked(tx, queue, [shopId]));
  await quiet();
  expect(done).toBe(1);
});

test('work for a store that has removed the app is dropped', async () => {
  work(async () => {
    throw new ShopUnavailable('uninstalled');
  });
  await add();
  await quiet();
  expect(await jobs()).toEqual([]);
});

test('a schedule’s next run is computed from when it was due, however late it ran', async () => {
  work(
    async () => {},
    (dueAt) => dueAt + 1_000,
  );
  await add();
  const due = now;
  await setNow(now + 300);
  await quiet();
  expect(await jobs()).toMatchObject([{ runAt: due + 1_000, dueAt: due + 1_000 }]);
});

test('a schedule goes on after a run that was given up', async () => {
  const seen: number[] = [];
  work(
    async ({ dueAt }) => {
      seen.push(dueAt);
      throw new Error('never');
    },
    (dueAt) => dueAt + 24 * 3_600_000,
  );
  const due = now;
  await add();
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    await quiet();
    await setNow(now + pauseAfter(attempt));
  }
  expect(new Set(seen)).toEqual(new Set([due]));
  expect(await jobs()).toMatchObject([{ runAt: due + 24 * 3_600_000, dueAt: due + 24 * 3_600_000, attempts: 0 }]);
});

test('a schedule for which nobody was there for long runs once, and then at its next time', async () => {
  const due = now;
  await add();
  await setNow(due + 10_500);
  const runs: number[] = [];
  work(
    async ({ dueAt }) => void runs.push(dueAt),
    (dueAt) => dueAt + 1_000,
  );
  await quiet();
  expect(runs).toEqual([due]);
  expect(await jobs()).toMatchObject([{ runAt: due + 11_000 }]);
});

test('of several workers one runs a schedule each time', async () => {
  const runs: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    work(
      async ({ dueAt }) => void runs.push(dueAt),
      (dueAt) => dueAt + 1_000,
    );
  }
  const first = now;
  await add();
  for (let n = 0; n < 10; n += 1) {
    await quiet();
    await setNow(now + 1_000);
  }
  expect(runs).toEqual(Array.from({ length: 10 }, (_, n) => first + n * 1_000));
});

test('whoever adds the same job at the same moment, the earliest time wins and none is lost', async () => {
  const times = Array.from({ length: 40 }, (_, n) => now + 1_000 + ((n * 17) % 40));
  await Promise.all(times.map((runAt) => add({ runAt })));
  expect(await jobs()).toMatchObject([{ runAt: now + 1_000, dueAt: now + 1_000 }]);
});

test('an addition without a payload keeps the former one, however many there are', async () => {
  await add({ runAt: now + 50, payload: 'first' });
  for (let n = 0; n < 30; n += 1) await add({ runAt: now + 100 - n });
  expect(await jobs()).toMatchObject([{ runAt: now + 50, dueAt: now + 50, payload: '"first"' }]);
  await add({ payload: 'last' });
  const run = vi.fn<JobKind['run']>().mockResolvedValue();
  work(run);
  await quiet();
  expect(run.mock.calls.map(([{ payload, dueAt }]) => [payload, dueAt])).toEqual([['last', now]]);
});

test('a job that is added while it fails keeps its tries, takes the new payload and runs when it was added for', async () => {
  const seen: unknown[] = [];
  work(async ({ attempts, payload }) => {
    seen.push([attempts, payload]);
    if (attempts > 1) return;
    await add({ payload: `after ${attempts}`, runAt: now });
    throw new Error('again');
  });
  await add({ payload: 'first' });
  await quiet();
  expect(seen).toEqual([
    [0, 'first'],
    [1, 'after 0'],
    [2, 'after 1'],
  ]);
});

test('twins never run at once, in whichever worker, and what is added while they run is never lost', async () => {
  const runs = new Map<string, number>();
  const together = new Map<string, number>();
  let most = 0;
  for (let n = 0; n < 3; n += 1) {
    work(async ({ key }) => {
      const count = (together.get(key) ?? 0) + 1;
      together.set(key, count);
      most = Math.max(most, count);
      const run = (runs.get(key) ?? 0) + 1;
      runs.set(key, run);
      // While this one runs, another is added that finds every worker idle.
      if (run < 5) await add({ key });
      await db.read.selectFrom('installations').select('shop_id').execute();
      together.set(key, (together.get(key) ?? 0) - 1);
    });
  }
  const keys = Array.from({ length: 10 }, (_, n) => `k${n}`);
  await Promise.all(keys.map((key) => add({ key })));
  await quiet();
  expect({ most, runs: [...runs.values()] }).toEqual({ most: 1, runs: keys.map(() => 5) });
});

test('only what neither waits nor is parked is added by those who look first', async () => {
  await add({ key: 'waits', runAt: now + 7 });
  await add({ key: 'parked' });
  work(async () => {
    throw new ShopUnavailable('needs_reopen');
  });
  await quiet();
  const wanted = ['waits', 'parked', 'missing'].map((key) => ({ kind: 'work', shopId, key, runAt: now + 1 }));
  await db.transaction((tx) => addMissing(tx, queue, wanted));
  expect(new Map((await jobs()).map(({ key, runAt }) => [key, runAt - now]))).toEqual(
    new Map([
      ['waits', 7],
      ['missing', 1],
    ]),
  );
});

test('what is put aside is the same on every queue: payload, tries, error; dropped with its store but for the kinds to be kept', async () => {
  work(async ({ key }) => {
    throw key === 'parked' ? new ShopUnavailable('not_installed') : new Error(`no ${key}`);
  });
  await add({ key: 'parked', payload: { n: 1 } });
  await quiet();
  const rows = await db.read.selectFrom('jobs_set_aside').selectAll().where('shop_id', '=', shopId).execute();
  expect(rows).toEqual([
    {
      id: expect.any(Number),
      shop_id: shopId,
      kind: 'work',
      key: 'parked',
      payload: '{"n":1}',
      state: 'parked',
      attempts: 0,
      error: expect.stringContaining('Open the app'),
      set_aside_at: now,
    },
  ]);
  await add({ key: 'waits', runAt: now + 1 });
  await add({ key: 'elsewhere', shopId: other(), runAt: now + 1 });
  await db.transaction((tx) => dropJobsOf(tx, shopId, ['work']));
  expect(await jobs()).toHaveLength(1);
  await db.transaction((tx) => dropJobsOf(tx, shopId, []));
  expect(await jobs()).toEqual([]);
  expect(await countSetAside(db.read)).toEqual({ parked: 0, dead: 0 });
  expect(await table.jobsOf(db.read, other(), '')).toHaveLength(1);
});

test('what speaks of somebody is dropped wherever it waits, and nothing else', async () => {
  const set = { attempts: 20, now, payload: null };
  for (const key of ['51', '510']) await add({ key, runAt: now + 1 });
  await add({ key: 'b', payload: { kept: '51' }, runAt: now + 1 });
  await add({ key: '51', shopId: other(), runAt: now + 1 });
  await db.transaction(async (tx) => {
    await setAside(tx, { shopId, kind: 'work', key: 'c' }, { ...set, state: 'dead', error: 'not for 51' });
    await setAside(tx, { shopId, kind: 'work', key: 'd' }, { ...set, state: 'parked', error: 'for somebody else' });
    await dropJobsAbout(tx, shopId, (text) => /(?<!\d)51(?!\d)/.test(text));
  });
  expect((await jobs()).map(({ key }) => key)).toEqual(['510']);
  expect(await countSetAside(db.read)).toEqual({ parked: 1, dead: 0 });
  expect(await table.jobsOf(db.read, other(), '')).toHaveLength(1);
});

test('the jobs of a process that was killed are taken over', async () => {
  await add({ key: 'hang', payload: { kept: 1 } });
  expect(await process(MAX_TRIES)).toEqual({ signal: 'SIGKILL', began: ['hang'] });
  const run = vi.fn<JobKind['run']>().mockResolvedValue();
  // Whoever was killed is known to be dead by a lock that has ended with it, or by a lease that it does not renew.
  work(run);
  await quiet();
  expect(run.mock.calls.map(([job]) => job)).toMatchObject([
    { key: 'hang', payload: { kept: 1 }, attempts: 0, dueAt: now },
  ]);
  expect(await jobs()).toEqual([]);
});

test('a job that kills its process becomes a dead letter after its tries, and its neighbours are done', async () => {
  const good = ['a', 'b', 'c', 'd', 'e'];
  for (const key of ['kill', ...good]) await add({ key });
  let killed = 0;
  for (let n = 1; n <= 10 && (await countSetAside(db.read)).dead === 0; n += 1) {
    const { signal } = await process(3);
    if (signal === 'SIGKILL') killed += 1;
    await setNow(now + pauseAfter(3));
  }
  // Once among its neighbours, when nobody can know which of them it was; then alone, as often as any job is tried.
  expect(killed).toBe(1 + 3);
  expect(await deadLetters(db.read, 10)).toMatchObject([{ key: 'kill', attempts: 3 }]);
  expect(await jobs()).toEqual([]);
});

test.runIf(onPostgres)(
  'a job that is taken at the very moment at which it is added again is followed by another',
  async () => {
    await add({ payload: 'first' });
    const anotherDb = openDb(database.url);
    let added: Promise<void> = Promise.resolve();
    await db.transaction(async (tx) => {
      // As graphile-worker takes a job, in a transaction that is not over yet.
      await sql`update graphile_worker._private_jobs set locked_by = 'taker', locked_at = now()`.execute(tx);
      const anotherDb = openDb(database.url);
      added = anotherDb
        .transaction((other) => queue.add(other, { kind: 'work', shopId, key: 'a', payload: 'second' }))
        .finally(() => anotherDb.close());
      const waiting = async () =>
        (
          await sql`
        select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
            anotherDb.migrator,
          )
        ).rows;
      await expect.poll(waiting).toHaveLength(1);
    });
    await added;
    await anotherDb.close();
    expect((await jobs()).map(({ payload }) => payload)).toEqual(['"first"', '"second"']);
    await sql`delete from graphile_worker._private_jobs where locked_by = 'taker'`.execute(db.migrator);
  },
);

test.runIf(onPostgres)(
  'when every connection has broken the worker goes on by itself, and what it had taken is done',
  async () => {
    const done: string[] = [];
    const blocked = Promise.withResolvers<void>();
    work(async ({ key }) => {
      if (key === 'running') await blocked.promise;
      done.push(key);
    });
    await add({ key: 'running' });
    await expect.poll(() => table.countTaken(db.read, 10)).toBe(1);
    await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(db.migrator);
    blocked.resolve();
    await vi.waitFor(() => add({ key: 'later' }), { timeout: 60_000 });
    await quiet();
    expect(new Set(done)).toEqual(new Set(['running', 'later']));
  },
);

test('a worker that was thought dead and comes back neither ends its job nor adds a successor a second time', async () => {
  const blocked = Promise.withResolvers<void>();
  const runs: number[] = [];
  const run: JobKind['run'] = async () => {
    runs.push(now);
    if (runs.length === 1) await blocked.promise;
  };
  work(run, (dueAt) => dueAt + 1_000);
  await add();
  await expect.poll(() => runs).toHaveLength(1);
  // It takes nothing new, and waits for what it runs.
  const first = Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await thinkDead();
  work(run, (dueAt) => dueAt + 1_000);
  await expect.poll(() => jobs()).toMatchObject([{ runAt: now + 1_000 }]);
  await setNow(now + 1_000);
  await quiet();
  expect(runs).toHaveLength(3);
  blocked.resolve();
  await first;
  expect(await jobs()).toMatchObject([{ runAt: now + 1_000 }]);
  expect(await jobs()).toHaveLength(1);
});

test('a clock that is moved stops for what is due then, and once a day for all that may run at any time of the day', async () => {
  const run = async () => {};
  const kinds = new Map<string, JobKind>([
    ['work', { run }],
    ['look', { run, anyTimeOfDay: true }],
  ]);
  expect(await nextStop(db.read, kinds)).toBeNull();
  await add({ kind: 'look', key: 'later', runAt: now + DAY });
  await add({ kind: 'look', runAt: now + HOUR });
  expect(await nextStop(db.read, kinds)).toBe(now + 24 * HOUR);
  await add({ runAt: now + 2 * HOUR });
  expect(await nextStop(db.read, kinds)).toBe(now + 2 * HOUR);
});
