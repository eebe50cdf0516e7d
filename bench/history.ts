/** How many past orders a second come from Shopify's file into the mirror, and how much memory that takes. */
import { appConfig } from './framework/app.ts';
import { against, type Benchmark, type Figure, inTurns, median, type RunOptions } from './framework/benchmark.ts';
import { type Databases, onBothDatabases, withDb } from './framework/databases.ts';
import { pastOrders } from './framework/past-orders.ts';
import type { Db } from '../db/open.ts';
import { readHistory } from '../web/mirror/history/read-history.ts';
import { startHistory } from '../web/mirror/history/start-history.ts';
import { findRun } from '../web/mirror/history/store.ts';
import type { ShopId } from '../web/platform/kit/ids.ts';
import { createLog } from '../web/platform/kit/log.ts';
import type { Services } from '../web/platform/manifest.ts';
import { jsonLines } from '../web/platform/shopify/json-lines.ts';

const ORDERS = 10_000;
const SHOP = 1 as ShopId;

export const benchmark: Benchmark = {
  what: `Past orders a second from Shopify's file, in which nothing is in order, to the mirror; ${ORDERS} orders with three lines each.`,
  run: (options) => onBothDatabases((name, databases) => onDatabase(name, databases, options)),
};

interface Reading {
  perSecond: number;
  /** Microseconds of this process for one order. */
  processor: number;
  /** MiB that the whole process has held so far, at the most. */
  memory: number;
}

async function onDatabase(name: string, databases: Databases, options: RunOptions): Promise<Figure[]> {
  const readings = await inTurns(
    { ...options, tell: (line) => options.tell(`${name}, ${line}`) },
    {
      app: () => measured(async () => withDb(await databases.fresh(), intoTheMirror)),
      bare: () => measured(onlyParsed),
    },
    ({ perSecond, processor, memory }) =>
      `${perSecond.toFixed(0)} /s, ${processor.toFixed(0)} µs of the processor each, ${memory.toFixed(0)} MiB`,
  );
  const of = (what: keyof Reading, who: keyof typeof readings) => readings[who].map((reading) => reading[what]);
  return [
    against(name, '/s', of('perSecond', 'app'), {
      what: 'the same file by lines, each parsed, nothing stored',
      measured: of('perSecond', 'bare'),
    }),
    { what: `${name}, processor`, unit: 'µs each', value: median(of('processor', 'app')) },
    { what: `${name}, most memory of the process`, unit: 'MiB', value: Math.max(...of('memory', 'app')) },
  ];
}

async function measured(work: () => Promise<void>): Promise<Reading> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - start) / 1000;
  const processor = (user + system) / ORDERS;
  return { perSecond: ORDERS / seconds, processor, memory: process.resourceUsage().maxRSS / 1024 };
}

const wholeFile = () => jsonLines(pastOrders(ORDERS), { startsAt: 0, from: 0, largest: Number.MAX_SAFE_INTEGER });

async function onlyParsed(): Promise<void> {
  for await (const { lines } of wholeFile()) for (const line of lines) JSON.parse(line);
}

/** The job's steps, one after the other, with a Shopify that has the file at once. */
async function intoTheMirror(db: Db): Promise<void> {
  let again = false;
  const operation = {
    id: 'gid://shopify/BulkOperation/1',
    status: 'COMPLETED',
    errorCode: null,
    query: '',
    createdAt: new Date().toISOString(),
    rootObjectCount: ORDERS,
    fileSize: null,
    url: 'https://storage.googleapis.com/file',
    partialDataUrl: null,
  };
  const answers: Record<string, unknown> = {
    BulkQueriesSince: { underWay: { nodes: [] }, since: { nodes: [] } },
    RunBulkQuery: { bulkOperationRunQuery: { bulkOperation: operation, userErrors: [] } },
    BulkOperation: { bulkOperation: operation },
  };
  const services: Services = {
    db,
    clock: { now: Date.now },
    log: createLog('error'),
    config: appConfig('sqlite::memory:'),
    shopify: {
      graphql: async (_shopId, { name, data }) => data.parse(answers[name]),
      backgroundWaitMs: () => 0,
      openBulkResult: async () => ({ kind: 'lines', batches: wholeFile() }),
    },
    async addJob() {
      again = true;
    },
    async emit() {},
  };
  await startHistory(services, SHOP);
  while (again) {
    again = false;
    await readHistory(services, { shopId: SHOP, key: 'shop', payload: null, attempt: 1 });
  }
  const run = await findRun(db.read, SHOP);
  if (run?.phase !== 'done' || run.applied !== ORDERS) throw new Error(`${run?.applied} of ${ORDERS} orders came`);
}
