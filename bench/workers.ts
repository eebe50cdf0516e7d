/** What several worker processes on one PostgreSQL do together, and what our promises cost over graphile-worker's own. */
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, runTaskList } from 'graphile-worker';
import { sql } from 'kysely';
import { queuePool } from '../db/dialect/graphile.ts';
import type { ShopId } from '../web/platform/kit/ids.ts';
import { createLog } from '../web/platform/kit/log.ts';
import { createQueue } from '../web/platform/jobs/queue.ts';
import { createWorker } from '../web/platform/jobs/worker.ts';
import { appEnvironment } from './framework/app.ts';
import { against, type Benchmark, type Figure, inTurns, type RunOptions } from './framework/benchmark.ts';
import { type Databases, postgresCluster, withDb } from './framework/databases.ts';
import { type OrderWebhooks, orderWebhooks } from './framework/order-webhooks.ts';
import { addStore, proveRight, storeAll, workedOff } from './framework/work-off.ts';
import { startProcess } from '../test/support/app-process.ts';

const JOBS = 10_000;
const CONCURRENCY = 100;
const ORDERS = 4_000;
const CUSTOMERS = 1_000;
const LONGEST_MS = 120_000;
const LOOK_MS = 20;

export const benchmark: Benchmark = {
  what: `Jobs a second on PostgreSQL: ${JOBS} that do nothing, by one process; and order webhooks of 8 KB from stored to booked balance by one, two and four worker processes, every balance checked afterwards. The database runs on the same processors.`,
  async run(options) {
    const cluster = await postgresCluster();
    try {
      return [...(await empty(cluster, options)), ...(await orders(cluster, options))];
    } finally {
      await cluster.stop();
    }
  },
};

async function empty(databases: Databases, options: RunOptions): Promise<Figure[]> {
  const rates = await inTurns(
    { ...options, tell: (line) => options.tell(`jobs that do nothing, ${line}`) },
    {
      ours: () => ourQueue(databases),
      graphile: () => graphileAlone(databases, false),
      named: () => graphileAlone(databases, true),
    },
    (rate) => `${rate.toFixed(0)} /s`,
  );
  return [
    against('jobs that do nothing', '/s', rates.ours, { what: 'graphile-worker alone', measured: rates.graphile }),
    against('jobs that do nothing', '/s', rates.ours, {
      what: 'graphile-worker, a named queue for each job instead of our locks',
      measured: rates.named,
    }),
  ];
}

async function ourQueue(databases: Databases): Promise<number> {
  const url = await databases.fresh();
  return withDb(url, async (db) => {
    const queue = createQueue(Date.now, () => {});
    const jobs = Array.from({ length: JOBS }, (_, n) => ({ kind: 'empty', shopId: 1 as ShopId, key: String(n) }));
    await db.transaction((tx) => queue.addAll(tx, jobs));
    let done = 0;
    const worker = createWorker({
      db,
      queue,
      clock: { now: Date.now },
      log: createLog('error'),
      kinds: new Map([['empty', { run: async () => {} }]]),
      concurrency: CONCURRENCY,
      onResult: () => (done += 1),
    });
    const rate = await timed(
      JOBS,
      () => worker.start(),
      async () => done === JOBS,
    );
    await worker.stop();
    return rate;
  });
}

async function graphileAlone(databases: Databases, named: boolean): Promise<number> {
  const url = await databases.fresh();
  await withDb(url, (db) =>
    sql`select count(*) from graphile_worker.add_jobs(array(
      select row('empty', '{}', case when ${named} then 'q' || n end, now(), 25, 'k' || n, 0, null)::graphile_worker.job_spec
      from generate_series(1, ${JOBS}::int) as n))`.execute(db.migrator),
  );
  const pool = queuePool(url, { size: 3 });
  let done = 0;
  let stop: () => Promise<void> = async () => {};
  const rate = await timed(
    JOBS,
    () => {
      const workers = runTaskList(
        {
          concurrency: CONCURRENCY,
          noHandleSignals: true,
          logger: new Logger(() => () => {}),
          preset: { worker: { localQueue: { size: CONCURRENCY }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
        },
        { empty: async () => void (done += 1) },
        pool,
      );
      stop = async () => workers.gracefulShutdown();
    },
    async () => done === JOBS,
  );
  await stop();
  await pool.end();
  return rate;
}

async function timed(jobs: number, start: () => void, over: () => Promise<boolean>): Promise<number> {
  const started = performance.now();
  start();
  while (!(await over())) {
    if (performance.now() - started > LONGEST_MS) throw new Error('not worked off');
    await pause(LOOK_MS);
  }
  return jobs / ((performance.now() - started) / 1_000);
}

async function orders(databases: Databases, options: RunOptions): Promise<Figure[]> {
  const webhooks = orderWebhooks({ orders: ORDERS, customers: CUSTOMERS, at: Date.now() - 60_000 });
  const by = (processes: number) => () => workedOffBy(databases, webhooks, processes);
  const rates = await inTurns(
    { ...options, tell: (line) => options.tell(`orders, ${line}`) },
    { one: by(1), two: by(2), four: by(4) },
    (rate) => `${rate.toFixed(0)} /s`,
  );
  const one = { what: 'one worker', measured: rates.one };
  return [
    against('orders, one worker', '/s', rates.one, one),
    against('orders, two workers', '/s', rates.two, one),
    against('orders, four workers', '/s', rates.four, one),
  ];
}

async function workedOffBy(databases: Databases, webhooks: OrderWebhooks, processes: number): Promise<number> {
  const url = await databases.fresh();
  const shopId = await addStore(url);
  await storeAll(url, webhooks);
  // The work begins when every process is there: until then nothing is due.
  await dueIn(url, '1 hour');
  const workers = Array.from({ length: processes }, () => startProcess(appEnvironment(url), ['--worker']));
  try {
    await Promise.all(workers.map(({ ready }) => ready));
    const started = performance.now();
    await dueIn(url, '0');
    await workedOff(url, webhooks);
    const seconds = (performance.now() - started) / 1_000;
    await proveRight(url, shopId, webhooks);
    return webhooks.deliveries.length / seconds;
  } finally {
    await Promise.all(workers.map((one) => one.stop()));
  }
}

async function dueIn(url: string, time: string): Promise<void> {
  await withDb(url, async (db) => {
    await sql`update graphile_worker._private_jobs set run_at = now() + ${time}::interval`.execute(db.migrator);
    await sql`select pg_notify('jobs:insert', '{"count":100}')`.execute(db.migrator);
  });
}
