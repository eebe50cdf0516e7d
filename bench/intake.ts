/** How many webhooks a second one process acknowledges, every one of them durable first. */
import { type Databases, onBothDatabases, withDb } from './framework/databases.ts';
import { against, type Benchmark, type Figure, inTurns, median, type RunOptions } from './framework/benchmark.ts';
import { SECRET, startApp } from './framework/app.ts';
import { type LoadResult, sendWebhooks } from './framework/load.ts';
import { jobTable } from '../web/platform/jobs/job-table.ts';
import type { ShopDomain, ShopId } from '../web/platform/kit/ids.ts';
import { type Program, startProgram } from './framework/program.ts';

const SHOP = 'bench.myshopify.com' as ShopDomain;
const LOAD = { connections: 64, shop: SHOP, secret: SECRET };
/** By then everything that is going to be compiled is. */
const WARM_UP = { webhooks: 20_000 };
const MEASURED = { seconds: 6 };

export const benchmark: Benchmark = {
  what: 'Order webhooks of 7 to 9 KB acknowledged a second by one process, 64 connections; stored with their job before the answer, unless said otherwise.',
  run: (options) => onBothDatabases((name, databases) => onDatabase(name, databases, options)),
};

async function onDatabase(name: string, databases: Databases, options: RunOptions): Promise<Figure[]> {
  const rounds = await inTurns(
    { ...options, tell: (line) => options.tell(`${name}, ${line}`) },
    {
      app: () => stored(databases, (url) => startApp(url, ['--web'])),
      bare: () => stored(databases, (url) => startProgram('bench/processes/bare-intake.ts', [url, SECRET], {})),
      // It stores nothing, so it needs no database; measured beside each all the same.
      official: () => load(() => startProgram('bench/processes/official-intake.ts', [SECRET], {})),
    },
    ({ perSecond, p50, p99, processor }) =>
      `${perSecond.toFixed(0)} /s, p50 ${p50} ms, p99 ${p99} ms, ${processor.toFixed(0)} µs of the processor each`,
  );
  const perSecond = (of: keyof typeof rounds) => rounds[of].map((round) => round.perSecond);
  const processor = (of: keyof typeof rounds) => rounds[of].map((round) => round.processor);
  const p99 = (of: keyof typeof rounds) => rounds[of].map((round) => round.p99);
  return [
    against(name, '/s', perSecond('app'), { what: 'bare node:http, the same rows', measured: perSecond('bare') }),
    against(name, '/s', perSecond('app'), {
      what: 'shopify-app-express, empty handler, nothing stored',
      measured: perSecond('official'),
    }),
    ...(processor('app').every(Number.isFinite)
      ? [
          against(`${name}, processor of the server`, 'µs each', processor('app'), {
            what: 'bare node:http',
            measured: processor('bare'),
          }),
        ]
      : []),
    against(`${name}, slowest of a hundred`, 'ms', p99('app'), { what: 'bare node:http', measured: p99('bare') }),
    { what: `${name}, median`, unit: 'ms', value: median(rounds.app.map((round) => round.p50)) },
  ];
}

/** Throws when an acknowledged webhook, or its job, is not there afterwards. */
async function stored(databases: Databases, start: (url: string) => Promise<Program>): Promise<Reading> {
  const url = await databases.fresh();
  // The store that the bare server takes for granted.
  await withDb(url, (db) =>
    db.transaction((tx) =>
      tx
        .insertInto('installations')
        .values({ domain: SHOP, status: 'seen', scopes: '', token_version: 0, created_at: 0 })
        .execute(),
    ),
  );
  const result = await load(() => start(url));
  const found = await withDb(url, async ({ read }) => ({
    webhook: (await read.selectFrom('inbox').select('webhook_id').execute()).map((row) => row.webhook_id),
    job: (await jobTable(read).jobsOf(read, 1 as ShopId, 'webhook:')).map(({ key }) => key),
  }));
  for (const [what, keys] of Object.entries(found)) {
    const there = new Set(keys);
    const missing = [...result.acknowledged].filter((id) => !there.has(id));
    if (missing.length > 0) throw new Error(`acknowledged, but without a ${what}: ${missing.length}`);
  }
  return result;
}

interface Reading extends LoadResult {
  /** Microseconds of the server's processor for one webhook; NaN where the system does not say. */
  processor: number;
}

async function load(start: () => Promise<Program>): Promise<Reading> {
  const program = await start();
  try {
    await sendWebhooks(program.url, { ...LOAD, until: WARM_UP });
    const before = await program.processor();
    const result = await sendWebhooks(program.url, { ...LOAD, until: MEASURED });
    const after = await program.processor();
    if (result.failed > 0) throw new Error(`${result.failed} webhooks were refused or failed`);
    const processor = ((after ?? Number.NaN) - (before ?? Number.NaN)) * 1_000;
    return { ...result, processor: processor / result.acknowledged.size };
  } finally {
    await program.stop();
  }
}
