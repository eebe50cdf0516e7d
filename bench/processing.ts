/** How many stored order webhooks a second one process turns into booked balances, proved right afterwards. */
import { appConfig } from './framework/app.ts';
import { against, type Benchmark, type Figure, inTurns, median, type RunOptions } from './framework/benchmark.ts';
import { copyRows, insertBare, type TableRows } from './framework/bare-rows.ts';
import { type Databases, onBothDatabases } from './framework/databases.ts';
import { type OrderWebhooks, orderWebhooks } from './framework/order-webhooks.ts';
import { addStore, proveRight, storeAll, workedOff } from './framework/work-off.ts';
import { buildApp } from '../web/app.ts';

const ORDERS = 4_000;
const CUSTOMERS = 1_000;
/** What is bare commits so often, as the app does under load. */
const ORDERS_PER_COMMIT = 100;

export const benchmark: Benchmark = {
  what: `Order webhooks of 8 KB a second, from stored to booked balance, by one process; of every tenth order a refund; ${ORDERS} orders of ${CUSTOMERS} customers of one store, every balance checked afterwards.`,
  run: (options) => onBothDatabases((name, databases) => onDatabase(name, databases, options)),
};

interface Reading {
  perSecond: number;
  /** Microseconds of this process for one webhook. */
  processor: number;
}

async function onDatabase(name: string, databases: Databases, options: RunOptions): Promise<Figure[]> {
  const webhooks = orderWebhooks({ orders: ORDERS, customers: CUSTOMERS, at: Date.now() - 60_000 });
  // The first run is not counted: it shows which rows there are to write.
  let rows: TableRows[] = [];
  await process(databases, webhooks, async (url) => (rows = await copyRows(url)));
  const readings = await inTurns(
    { ...options, tell: (line) => options.tell(`${name}, ${line}`) },
    {
      app: () => process(databases, webhooks),
      bare: () => bare(databases, webhooks, rows),
    },
    ({ perSecond, processor }) => `${perSecond.toFixed(0)} /s, ${processor.toFixed(0)} µs of the processor each`,
  );
  const perSecond = (of: keyof typeof readings) => readings[of].map((reading) => reading.perSecond);
  return [
    against(name, '/s', perSecond('app'), {
      what: `the same rows by prepared statements, ${ORDERS_PER_COMMIT} orders a commit`,
      measured: perSecond('bare'),
    }),
    { what: `${name}, best round`, unit: '/s', value: Math.max(...perSecond('app')) },
    { what: `${name}, processor`, unit: 'µs each', value: median(readings.app.map(({ processor }) => processor)) },
  ];
}

async function process(
  databases: Databases,
  webhooks: OrderWebhooks,
  afterwards: (url: string) => Promise<unknown> = async () => {},
): Promise<Reading> {
  const url = await databases.fresh();
  const shopId = await addStore(url);
  await storeAll(url, webhooks);
  const app = await buildApp(appConfig(url));
  const reading = await measured(webhooks, async () => {
    await app.start({ serve: false, work: true });
    await workedOff(url, webhooks);
  });
  await app.stop();
  await proveRight(url, shopId, webhooks);
  await afterwards(url);
  return reading;
}

async function bare(databases: Databases, webhooks: OrderWebhooks, rows: readonly TableRows[]): Promise<Reading> {
  const url = await databases.fresh();
  return measured(webhooks, () => insertBare(url, rows, webhooks.orders / ORDERS_PER_COMMIT));
}

async function measured({ deliveries }: OrderWebhooks, work: () => Promise<void>): Promise<Reading> {
  const started = performance.now();
  const before = globalThis.process.cpuUsage();
  await work();
  const { user, system } = globalThis.process.cpuUsage(before);
  const seconds = (performance.now() - started) / 1_000;
  return { perSecond: deliveries.length / seconds, processor: (user + system) / deliveries.length };
}
