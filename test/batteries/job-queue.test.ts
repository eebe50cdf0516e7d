/** What every job queue behind `web/platform/jobs` must promise: nothing lost, nothing twice at once, given up in the open. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import { createQueue, type NewJob, type Queue } from '../../web/platform/jobs/queue.ts';
import { deadLetters, resumeParked, retryDead } from '../../web/platform/jobs/set-aside.ts';
import { createWorker, type JobKind, MAX_TRIES, pauseAfter, type Worker } from '../../web/platform/jobs/worker.ts';
import { ShopUnavailable } from '../../web/platform/kit/errors.ts';
import type { ShopId } from '../../web/platform/kit/ids.ts';
import { createLog } from '../../web/platform/kit/log.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const log = createLog('silent');
let database: TestDatabase;
let db: Db;
let queue: Queue;
let now: number;
let shopId: ShopId;
const workers: Worker[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
let shops = 0;
beforeEach(() => {
  now = 1_000_000;
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
  await db.transaction((tx) => tx.deleteFrom('jobs').execute());
});

const add = (job: Partial<NewJob> = {}) =>
  db.transaction((tx) => queue.add(tx, { kind: 'work', shopId, key: 'a', ...job }));
const jobs = () => db.read.selectFrom('jobs').selectAll().where('shop_id', '=', shopId).orderBy('id').execute();

/** A started worker for one kind, and a way to wait until it has done what it can. */
function work(run: JobKind['run'], more: { nextRun?: JobKind['nextRun']; wallNow?: () => number } = {}) {
  const { nextRun, wallNow } = more;
  let told = () => {};
  const worker = createWorker({
    db,
    queue,
    log,
    clock: { now: () => now },
    kinds: new Map([['work', { run, ...(nextRun && { nextRun }) }]]),
    onActivity: () => told(),
    ...(wallNow && { wallNow }),
  });
  workers.push(worker);
  worker.start();
  return {
    worker,
    async quiet() {
      worker.wake();
      while (worker.busy().length > 0) {
        await new Promise<void>((resolve) => {
          told = resolve;
        });
      }
    },
  };
}

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
  expect(await jobs()).toMatchObject([{ run_at: now + 100, payload: '3' }]);
});

test('two in one batch are one too, and other keys, kinds and stores stay apart', async () => {
  const other = (shops + 1_000) as ShopId;
  await db.transaction((tx) =>
    queue.addAll(tx, [
      { kind: 'work', shopId, key: 'a', runAt: now + 5 },
      { kind: 'work', shopId, key: 'a', runAt: now + 3 },
      { kind: 'work', shopId, key: 'b' },
      { kind: 'other', shopId, key: 'a' },
      { kind: 'work', shopId: other, key: 'a' },
    ]),
  );
  expect((await jobs()).map(({ kind, key, run_at }) => [kind, key, run_at])).toEqual(
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
  const { quiet } = work(run);
  await quiet();
  expect(run).not.toHaveBeenCalled();
  now += 1_000;
  await quiet();
  expect(run).toHaveBeenCalledOnce();
  expect(run.mock.calls[0]?.[0]).toMatchObject({ shopId, kind: 'work', key: 'a', payload: { points: 7 }, attempts: 0 });
  expect(await jobs()).toEqual([]);
});

test('what is added while its twin runs waits, and runs afterwards', async () => {
  let together = 0;
  let most = 0;
  let runs = 0;
  const { quiet } = work(async () => {
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
  const several = [1, 2, 3].map(() => work(async ({ key }) => void done.push(key)));
  await Promise.all(several.map(({ quiet }) => quiet()));
  expect(done.toSorted()).toEqual(Array.from({ length: 60 }, (_, n) => `k${n}`).toSorted());
});

test('a failed job is tried again after growing pauses of the business clock, then kept as a dead letter', async () => {
  const tries: number[] = [];
  const { quiet } = work(async () => {
    tries.push(now);
    throw new Error(`try ${tries.length}`);
  });
  await add();
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    await quiet();
    expect(tries).toHaveLength(attempt);
    now += pauseAfter(attempt);
  }
  const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauses[0]).toBeLessThan(pauses.at(-1) ?? 0);
  await quiet();
  expect(tries).toHaveLength(MAX_TRIES);
  expect(await deadLetters(db.read, 10)).toEqual([
    { shopId, kind: 'work', key: 'a', attempts: MAX_TRIES, error: `try ${MAX_TRIES}` },
  ]);
});

test('a dead letter can be tried again, from the start', async () => {
  let fails = true;
  const { quiet } = work(async () => {
    if (fails) throw new Error('still broken');
  });
  await add({ payload: { kept: true } });
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    await quiet();
    now += pauseAfter(attempt);
  }
  fails = false;
  const waiting = await db.transaction(async (tx) => {
    expect(await retryDead(tx, queue, shopId)).toBe(1);
    // Before the commit: afterwards the worker may have done it already.
    return tx.selectFrom('jobs').selectAll().where('shop_id', '=', shopId).execute();
  });
  expect(waiting).toMatchObject([{ state: 'waiting', attempts: 0, payload: '{"kept":true}' }]);
  await quiet();
  expect(await jobs()).toEqual([]);
});

test('one failing job does not hold up the others', async () => {
  const done: string[] = [];
  const { quiet } = work(async ({ key }) => {
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
  const { quiet } = work(async () => {
    if (!open) throw new ShopUnavailable('needs_reopen');
    done += 1;
  });
  await add();
  await quiet();
  expect(await jobs()).toMatchObject([{ state: 'parked', attempts: 0 }]);
  open = true;
  await db.transaction((tx) => resumeParked(tx, queue, shopId));
  await quiet();
  expect(done).toBe(1);
});

test('work for a store that has removed the app is dropped', async () => {
  const { quiet } = work(async () => {
    throw new ShopUnavailable('uninstalled');
  });
  await add();
  await quiet();
  expect(await jobs()).toEqual([]);
});

test('a schedule’s next run is computed from when it was due, however late it ran', async () => {
  const { quiet } = work(async () => {}, { nextRun: (dueAt) => dueAt + 1_000 });
  await add();
  const due = now;
  now += 300;
  await quiet();
  expect(await jobs()).toMatchObject([{ state: 'waiting', run_at: due + 1_000, due_at: due + 1_000 }]);
});

test('the job of a process that died is taken over when its lease has ended', async () => {
  await add();
  await db.transaction((tx) =>
    tx
      .updateTable('jobs')
      .set({ state: 'running', lease_owner: 'gone', lease_until: 5_000 })
      .where('shop_id', '=', shopId)
      .execute(),
  );
  let runs = 0;
  const early = work(async () => void (runs += 1), { wallNow: () => 4_999 });
  await early.quiet();
  await early.worker.stop();
  expect(runs).toBe(0);
  const late = work(async () => void (runs += 1), { wallNow: () => 5_001 });
  await vi.waitFor(() => expect(runs).toBe(1));
  await late.quiet();
  expect(await jobs()).toEqual([]);
});
