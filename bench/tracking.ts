/** How long the tracking page takes while shoppers come at a steady rate. */
import { sql } from 'kysely';
import { trackingToken } from '../web/retention/tracking/tracking-link.ts';
import { appConfig, SECRET, startApp } from './framework/app.ts';
import { against, type Benchmark, type Figure, inTurns, percentile, type RunOptions } from './framework/benchmark.ts';
import { type Databases, onBothDatabases, withDb } from './framework/databases.ts';
import { addMembers, type Members, proxyPath } from './framework/members.ts';
import { openLoop } from './framework/open-loop.ts';
import { addTrackedOrders, type TrackedOrder } from './framework/tracked-orders.ts';

const ORDERS = 100_000;
const CUSTOMERS = 20_000;
const PER_SECOND = 100;
const WARM_UP_SECONDS = 4;
const SECONDS = 8;
const PERCENTS = [50, 95, 99];

export const benchmark: Benchmark = {
  what: `Milliseconds for the tracking page at ${PER_SECOND} requests a second (sent at their time, whether or not the ones before were answered; every second by an email's link, every second by a customer who is logged in), ${ORDERS} orders of ${CUSTOMERS} customers, one process that serves and works. Every page checked. Beside GET …/me at the same rate.`,
  run: (options) => onBothDatabases((name, databases) => onDatabase(name, databases, options)),
};

interface Reading {
  /** Of each request. */
  ms: number[];
  /** Ms of the server's. */
  processor: number;
}

async function onDatabase(name: string, databases: Databases, options: RunOptions): Promise<Figure[]> {
  const url = await databases.fresh();
  const members = await addMembers(url, { customers: CUSTOMERS, lots: 1 });
  const orders = await addTrackedOrders(url, members, ORDERS);
  // As every database does for itself sooner or later.
  await withDb(url, ({ migrator }) => sql`analyze`.execute(migrator));
  const app = await startApp(url, []);
  try {
    const shows = pages(url, members, orders);
    const balances = {
      pathOf: (number: number) => proxyPath('/me', members.customerIds[(number * 7_919) % CUSTOMERS] ?? '', SECRET),
      isRight: (_number: number, status: number, body: string) => status === 200 && body.includes('"available":'),
    };
    const measured = (what: typeof shows) => async (): Promise<Reading> => {
      await openLoop({ url: app.url, perSecond: PER_SECOND, seconds: WARM_UP_SECONDS, ...what });
      const before = await app.processor();
      const ms = await openLoop({ url: app.url, perSecond: PER_SECOND, seconds: SECONDS, ...what });
      return { ms, processor: ((await app.processor()) ?? Number.NaN) - (before ?? Number.NaN) };
    };
    const { page, balance } = await inTurns(
      { ...options, tell: (line) => options.tell(`${name}, ${line}`) },
      { page: measured(shows), balance: measured(balances) },
      ({ ms }) => PERCENTS.map((each) => `${each} % within ${percentile(ms, each).toFixed(1)} ms`).join(', '),
    );
    const figure = (what: string, of: (reading: Reading) => number) =>
      against(`${name}, ${what}`, 'ms', page.map(of), { what: '…/me', measured: balance.map(of) });
    return [
      ...PERCENTS.map((percent) => figure(`${percent} % within`, ({ ms }) => percentile(ms, percent))),
      // What does not depend on who else uses the machine.
      figure('processor of the server each', ({ processor, ms }) => processor / ms.length),
    ];
  } finally {
    await app.stop();
  }
}

function pages(url: string, { shopId }: Members, orders: readonly TrackedOrder[]) {
  const config = appConfig(url);
  // A stride through all of them, so that no order is read twice in a row.
  const orderOf = (number: number) => orders[(number * 7_919) % orders.length] as TrackedOrder;
  return {
    pathOf(number: number): string {
      const { orderId, customerId } = orderOf(number);
      if (number % 2 === 1) return proxyPath('/track', customerId, SECRET);
      return proxyPath(`/track/o/${trackingToken(config, shopId, orderId)}`, '', SECRET);
    },
    isRight(number: number, status: number, body: string): boolean {
      const name = number % 2 === 1 ? 'regulars-track__section' : orderOf(number).name;
      return status === 200 && body.includes(name) && body.includes('regulars-track__progress');
    },
  };
}
