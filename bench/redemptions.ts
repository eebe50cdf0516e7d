/** How many points-for-reward exchanges a second: taken, promised, made and noted, each durable before it is answered. */
import { buildApp } from '../web/app.ts';
import { redeem } from '../web/loyalty/rewards/redeem.ts';
import type { CustomerId } from '../web/platform/kit/ids.ts';
import type { Services } from '../web/platform/manifest.ts';
import { appConfig } from './framework/app.ts';
import { copyRows, insertBare, type TableRows } from './framework/bare-rows.ts';
import { against, type Benchmark, type Figure, inTurns, type RunOptions } from './framework/benchmark.ts';
import { type Databases, onBothDatabases, withDb } from './framework/databases.ts';
import { addMembers, type Members } from './framework/members.ts';
import { verifyLedger } from '../web/loyalty/points/index.ts';

const CUSTOMERS = 2_000;
const AT_ONCE = 32;
/** What the store's first settings offer. */
const REWARD = 'discount';
const POINTS = 100;
/** The exchange and its outcome are two commits. */
const COMMITS_EACH = 2;
const TABLES = ['ledger_entries', 'ledger_postings', 'redemptions', 'offers'] as const;

export const benchmark: Benchmark = {
  what: `Rewards a second: ${CUSTOMERS} customers exchange ${POINTS} points each, ${AT_ONCE} at once, in one process; Shopify is stood in for by an answer at once. Afterwards the ledger is verified and every balance compared. Beside the same rows by prepared statements in as many durable commits.`,
  run: (options) => onBothDatabases((name, databases) => onDatabase(name, databases, options)),
};

async function onDatabase(name: string, databases: Databases, options: RunOptions): Promise<Figure[]> {
  let rows: TableRows[] = [];
  await redeemAll(databases, async (url) => (rows = await copyRows(url, TABLES)));
  const { app, bare } = await inTurns(
    { ...options, tell: (line) => options.tell(`${name}, ${line}`) },
    { app: () => redeemAll(databases), bare: () => bareRows(databases, rows) },
    (perSecond) => `${perSecond.toFixed(0)}/s`,
  );
  return [against(`${name}, rewards a second`, '/s', app, { what: 'the same rows, as many commits', measured: bare })];
}

async function redeemAll(
  databases: Databases,
  afterwards: (url: string) => Promise<unknown> = async () => {},
): Promise<number> {
  const url = await databases.fresh();
  const members = await addMembers(url, { customers: CUSTOMERS, lots: 2 });
  await withDb(url, (db) =>
    db.transaction((tx) => tx.updateTable('installations').set({ scopes: 'write_discounts' }).execute()),
  );
  const app = await buildApp(appConfig(url));
  const services = withShopify(app.services);
  const left = members.customerIds.values();
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, () => exchange(services, members, left)));
  const perSecond = CUSTOMERS / ((performance.now() - started) / 1_000);
  await app.stop();
  await proveRight(url, members);
  await afterwards(url);
  return perSecond;
}

async function exchange(services: Services, { shopId }: Members, left: Iterable<string>): Promise<void> {
  for (const id of left) {
    const request = { customerId: id as CustomerId, rewardId: REWARD, points: null, key: 'bench' };
    const answer = await redeem(services, async () => new Map(), shopId, request);
    if (!('state' in answer) || answer.state !== 'issued') throw new Error(`no reward: ${JSON.stringify(answer)}`);
  }
}

/** Makes every code at once: what is measured is what the app does before and after. */
function withShopify(services: Services): Services {
  let made = 0;
  const graphql: Services['shopify']['graphql'] = async (_shopId, operation) => {
    if (operation.name !== 'CreateCode') throw new Error(`${operation.name} was not expected`);
    const codeDiscountNode = { id: `gid://shopify/DiscountCodeNode/${(made += 1)}` };
    return operation.data.parse({ discountCodeBasicCreate: { codeDiscountNode, userErrors: [] } });
  };
  return { ...services, shopify: { ...services.shopify, graphql } };
}

async function bareRows(databases: Databases, rows: readonly TableRows[]): Promise<number> {
  const url = await databases.fresh();
  const started = performance.now();
  await insertBare(url, rows, CUSTOMERS * COMMITS_EACH);
  return CUSTOMERS / ((performance.now() - started) / 1_000);
}

async function proveRight(url: string, { shopId, available }: Members): Promise<void> {
  await withDb(url, async ({ read }) => {
    const { differences } = await verifyLedger(read, shopId);
    const accounts = await read.selectFrom('points_accounts').select('available').execute();
    const wrong = accounts.filter((account) => account.available !== available - POINTS).length;
    if (wrong > 0 || differences.length > 0)
      throw new Error(`${wrong} balances are wrong; the ledger: ${differences.slice(0, 3).join('; ')}`);
  });
}
