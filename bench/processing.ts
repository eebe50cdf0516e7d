/** How many stored order webhooks a second one process turns into booked balances, proved right afterwards. */
import { setTimeout as pause } from 'node:timers/promises';
import { verifyLedger } from '../web/loyalty/points/index.ts';
import { defaultSettings } from '../web/loyalty/points/settings.ts';
import type { ShopDomain, ShopId } from '../web/platform/kit/ids.ts';
import { appConfig, SECRET, startApp } from './framework/app.ts';
import { against, type Benchmark, type Figure, inTurns, median, type RunOptions } from './framework/benchmark.ts';
import { copyRows, insertBare, type TableRows } from './framework/bare-rows.ts';
import { type Databases, postgresCluster, sqliteFiles, withDb } from './framework/databases.ts';
import { type OrderWebhooks, orderWebhooks } from './framework/order-webhooks.ts';
import { webhookHeaders } from './framework/sign-webhook.ts';
import { buildApp } from '../web/app.ts';

const SHOP = 'bench.myshopify.com' as ShopDomain;
const ORDERS = 4_000;
const CUSTOMERS = 1_000;
/** What is bare commits so often, as the app does under load. */
const ORDERS_PER_COMMIT = 100;
const CONNECTIONS = 32;
const LOOK_MS = 50;
const LONGEST_MS = 120_000;

export const benchmark: Benchmark = {
  what: `Order webhooks of 8 KB a second, from stored to booked balance, by one process; of every tenth order a refund; ${ORDERS} orders of ${CUSTOMERS} customers of one store, every balance checked afterwards.`,
  async run(options) {
    const files = await sqliteFiles();
    const cluster = await postgresCluster();
    try {
      return [...(await onDatabase('SQLite', files, options)), ...(await onDatabase('PostgreSQL', cluster, options))];
    } finally {
      await files.stop();
      await cluster.stop();
    }
  },
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

/** Without access to Shopify, so that the balances' way to the storefront waits as parked jobs and is no part of what is measured. */
async function addStore(url: string): Promise<ShopId> {
  const settings = JSON.stringify(defaultSettings('USD', '2020-01-01T00:00:00Z'));
  return withDb(url, (db) =>
    db.transaction(async (tx) => {
      const { shop_id } = await tx
        .insertInto('installations')
        .values({ domain: SHOP, status: 'needs_reopen', scopes: '', token_version: 0, created_at: 0, activated_at: 0 })
        .returning('shop_id')
        .executeTakeFirstOrThrow();
      await tx
        .insertInto('programme_versions')
        .values({ shop_id, version: 1, valid_from: 0, settings, staff_id: null })
        .execute();
      return shop_id;
    }),
  );
}

async function storeAll(url: string, { deliveries }: OrderWebhooks): Promise<void> {
  const web = await startApp(url, ['--web']);
  try {
    const left = deliveries.values();
    const send = async () => {
      for (const delivery of left) {
        const headers = webhookHeaders(delivery, { shop: SHOP, secret: SECRET });
        const response = await fetch(`${web.url}/api/webhooks`, { method: 'POST', headers, body: delivery.body });
        await response.arrayBuffer();
        if (response.status !== 200) throw new Error(`a webhook was answered with ${response.status}`);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, send));
  } finally {
    await web.stop();
  }
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** Every order was decided, and all refunds are taken off. */
async function workedOff(url: string, { orders, points }: OrderWebhooks): Promise<void> {
  const expected = sum(points.values());
  const giveUpAt = performance.now() + LONGEST_MS;
  await withDb(url, async ({ read }) => {
    for (;;) {
      const earnings = await read
        .selectFrom('order_earnings')
        .select((eb) => [
          eb.fn.countAll<number>().as('orders'),
          eb.fn.coalesce(eb.fn.sum<number>(eb('credited', '-', eb.ref('reversed'))), eb.lit(0)).as('points'),
        ])
        .executeTakeFirstOrThrow();
      if (earnings.orders === orders && earnings.points === expected) return;
      if (performance.now() > giveUpAt) throw new Error(`not worked off: ${JSON.stringify(earnings)} of ${expected}`);
      await pause(LOOK_MS);
    }
  });
}

async function proveRight(url: string, shopId: ShopId, { points }: OrderWebhooks): Promise<void> {
  await withDb(url, async ({ read }) => {
    const { differences } = await verifyLedger(read, shopId);
    const accounts = await read.selectFrom('points_accounts').select(['customer_id', 'available', 'pending']).execute();
    const wrong = accounts.filter(
      (account) => account.available + account.pending !== points.get(account.customer_id ?? ''),
    );
    if (differences.length > 0 || wrong.length > 0 || accounts.length !== points.size)
      throw new Error(
        `${differences.length} differences in the ledger, ${wrong.length} wrong balances of ${accounts.length}`,
      );
  });
}
