/** The reading of past orders step by step against a Shopify that the test plays, so that it can break anywhere. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Db, openDb, type Tx } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { readConfig } from '../../config.ts';
import { HOUR, MINUTE } from '../../platform/kit/clock.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { createLog } from '../../platform/kit/log.ts';
import type { Services } from '../../platform/manifest.ts';
import type { BulkOperation } from '../../platform/shopify/bulk-operations.ts';
import type { BulkResult } from '../../platform/shopify/bulk-result.ts';
import { jsonLines } from '../../platform/shopify/json-lines.ts';
import { readHistory } from './read-history.ts';
import { onBulkFinished, startHistory } from './start-history.ts';
import { findRun } from './store.ts';

let database: TestDatabase;
let db: Db;
let shopId = 0 as ShopId;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const START = Date.parse('2026-03-02T03:00:00Z');
const money = (amount: string) => ({ shopMoney: { amount } });

/** Order 1001 and so on: as many lines as the last digit of its number says; every tenth has a refund. */
function orderLines(number: number): object[] {
  const id = `gid://shopify/Order/${number}`;
  const lines = Array.from({ length: (number % 10) + 1 }, (_, index) => ({
    id: `gid://shopify/LineItem/${number}${index}`,
    title: 'Cà phê',
    sku: null,
    quantity: 2,
    currentQuantity: 2,
    isGiftCard: false,
    requiresShipping: true,
    product: null,
    variant: null,
    originalUnitPriceSet: money('5.00'),
    discountAllocations: [],
    taxLines: [],
    __parentId: id,
  }));
  const order = {
    id,
    name: `#${number}`,
    currencyCode: 'USD',
    displayFinancialStatus: 'PAID',
    displayFulfillmentStatus: 'UNFULFILLED',
    sourceName: 'web',
    test: false,
    taxesIncluded: false,
    discountCodes: [],
    createdAt: '2026-01-05T10:00:00Z',
    processedAt: '2026-01-05T10:00:00Z',
    cancelledAt: null,
    updatedAt: '2026-01-06T10:00:00Z',
    originalTotalPriceSet: money(`${lines.length * 10}.00`),
    subtotalPriceSet: money(`${lines.length * 10}.00`),
    subtotalLineItemsQuantity: lines.length * 2,
    purchasingEntity: null,
    customer: { id: `gid://shopify/Customer/${(number % 50) + 1}`, createdAt: '2025-01-01T00:00:00Z' },
    transactions: [
      {
        kind: 'SALE',
        status: 'SUCCESS',
        processedAt: '2026-01-05T10:00:05Z',
        amountSet: money(`${lines.length * 10}.00`),
      },
    ],
    refunds: number % 10 === 0 ? [{ id: `gid://shopify/Refund/${number}` }] : [],
    fulfillments: [],
    shippingAddress: null,
  };
  return [order, ...lines];
}

/** A Shopify with a hundred orders that writes its file with children before parents and everything mixed. */
function shopify(orders = 100) {
  const lines = Array.from({ length: orders }, (_, index) => orderLines(1001 + index)).flat();
  // A fixed shuffle: 7919 is prime, so every line comes once.
  const mixed = lines.map((_, index) => lines[(index * 7919) % lines.length]);
  const fake = {
    file: Buffer.from(mixed.map((line) => `${JSON.stringify(line)}\n`).join('')),
    operations: [] as BulkOperation[],
    /** What becomes of the next operation. */
    outcome: { status: 'COMPLETED', partial: false } as { status: BulkOperation['status']; partial: boolean },
    /** Bytes after which the next download breaks. */
    cutAfter: null as number | null,
    ranges: true,
    gone: false,
    opened: [] as number[],
    graphql: (name: string, variables: Record<string, unknown>): unknown => {
      if (name === 'BulkQueriesSince')
        return {
          underWay: { nodes: fake.operations.filter(({ status }) => status === 'RUNNING') },
          since: { nodes: fake.operations },
        };
      if (name === 'RunBulkQuery') {
        const operation: BulkOperation = {
          id: `gid://shopify/BulkOperation/${fake.operations.length + 1}`,
          status: 'RUNNING',
          errorCode: null,
          query: String(variables.query),
          createdAt: START,
          rootObjectCount: 0,
          fileSize: null,
          url: null,
          partialDataUrl: null,
        };
        fake.operations.push(operation);
        return { bulkOperationRunQuery: { bulkOperation: { ...operation }, userErrors: [] } };
      }
      const operation = fake.operations.find(({ id }) => id === variables.id);
      if (operation?.status === 'RUNNING') {
        const { status, partial } = fake.outcome;
        Object.assign(operation, {
          status,
          rootObjectCount: orders,
          fileSize: status === 'COMPLETED' ? fake.file.length : null,
          url: status === 'COMPLETED' ? 'https://storage.googleapis.com/file' : null,
          partialDataUrl: partial ? 'https://storage.googleapis.com/partial' : null,
          errorCode: status === 'COMPLETED' ? null : 'TIMEOUT',
        });
      }
      return { bulkOperation: operation ?? null };
    },
    async open(url: string, from: number): Promise<BulkResult> {
      if (fake.gone) return { kind: 'gone' };
      fake.opened.push(from);
      const whole = url.endsWith('partial') ? fake.file.subarray(0, Math.floor(fake.file.length / 2)) : fake.file;
      const file = url.endsWith('partial') ? whole.subarray(0, whole.lastIndexOf(10) + 1) : whole;
      const startsAt = fake.ranges ? from : 0;
      const cut = fake.cutAfter;
      fake.cutAfter = null;
      const chunks = async function* () {
        for (let at = startsAt; at < file.length; at += 16_384) {
          if (cut !== null && at >= cut) throw new Error('the connection broke');
          yield Uint8Array.from(file.subarray(at, at + 16_384));
        }
      };
      return { kind: 'lines', batches: jsonLines(chunks(), { startsAt, from, largest: 2 ** 30 }) };
    },
  };
  return fake;
}

interface Stage {
  services: Services;
  now: number;
  /** What the job asked for last; null = nothing is left to do. */
  job: { runAt: number } | null;
  changed: Set<string>;
  /** How often it was told that the reading has ended. */
  ends: number;
  /** Runs the job until it adds no successor; a failure is tried again as the worker would. */
  work(): Promise<void>;
}

function stage(fake: ReturnType<typeof shopify>, breaks: (step: number) => void = () => {}): Stage {
  let transactions = 0;
  const stage: Stage = {
    now: START,
    job: null,
    changed: new Set(),
    ends: 0,
    services: {
      clock: { now: () => stage.now },
      log: createLog('silent'),
      config: readConfig({
        DATABASE_URL: 'sqlite::memory:',
        APP_URL: 'https://app.example',
        SHOPIFY_API_KEY: 'key',
        SHOPIFY_API_SECRET: 'secret',
        ENCRYPTION_KEY: '00'.repeat(32),
      }),
      db: {
        ...db,
        read: db.read,
        async transaction<Result>(work: (tx: Tx) => Promise<Result>) {
          transactions += 1;
          const step = transactions;
          const before = stage.job;
          try {
            const result = await db.transaction(async (tx) => {
              const result = await work(tx);
              // As if the process had ended before the commit …
              breaks(step * 2);
              return result;
            });
            // … or right after it.
            breaks(step * 2 + 1);
            return result;
          } catch (error) {
            if (!(error instanceof Crash && error.committed)) stage.job = before;
            throw error;
          }
        },
      },
      shopify: {
        async graphql(_shopId, { name, data }, variables) {
          const answer = JSON.stringify(fake.graphql(name, Object(variables)), (key, value: unknown) =>
            key === 'createdAt' && typeof value === 'number' ? new Date(value).toISOString() : value,
          );
          return data.parse(JSON.parse(answer));
        },
        backgroundWaitMs: () => 0,
        openBulkResult: fake.open,
      },
      async addJob(_tx, { kind, runAt }) {
        if (kind === 'history.read') stage.job = { runAt: runAt ?? stage.now };
      },
      async emit(_tx, ...events) {
        for (const { name, key } of events) if (name === 'order.changed') stage.changed.add(key);
        if (events.some(({ name }) => name === 'history.finished')) stage.ends += 1;
      },
    },
    async work() {
      for (let steps = 0; stage.job !== null; steps += 1) {
        if (steps > 200) throw new Error('the reading does not end');
        const job = stage.job;
        stage.now = Math.max(stage.now, job.runAt);
        stage.job = null;
        await readHistory(stage.services, { shopId, key: 'shop', payload: null, attempt: 1 }).catch(
          (error: unknown) => {
            if (!(error instanceof Error) || !/connection broke|crash|ended after/.test(error.message)) throw error;
            stage.job = { runAt: stage.now + MINUTE };
          },
        );
      }
    },
  };
  return stage;
}

class Crash extends Error {
  readonly committed: boolean;
  constructor(committed: boolean) {
    super('crash');
    this.committed = committed;
  }
}

async function mirrored() {
  const of = (table: 'orders' | 'order_lines' | 'orders_to_read' | 'history_rows') =>
    db.read
      .selectFrom(table)
      .where('shop_id', '=', shopId)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
      .then(({ count }) => count);
  return {
    orders: await of('orders'),
    lines: await of('order_lines'),
    toRead: await of('orders_to_read'),
    rows: await of('history_rows'),
  };
}
/** 100 orders, ten of them with a refund; the ninety others have 2 to 10 lines each. */
const EVERYTHING = { orders: 90, lines: 540, toRead: 10, rows: 0 };

beforeEach(() => {
  shopId = (shopId + 1) as ShopId;
});

test('orders and lines in any order come together, and what has a refund is noted to be read', async () => {
  const fake = shopify();
  const it = stage(fake);
  await startHistory(it.services, shopId);
  await it.work();
  expect(await mirrored()).toEqual(EVERYTHING);
  expect(it.changed.size).toBe(90);
  expect(it.ends).toBe(1);
  expect(await findRun(db.read, shopId)).toMatchObject({
    phase: 'done',
    applied: 100,
    found: 100,
    oldest: Date.parse('2026-01-05T10:00:00Z'),
    problem: null,
  });
});

test('a crash at any point, before or after any commit, costs nothing and starts no second operation', async () => {
  let steps = 0;
  const counted = stage(shopify(), (step) => {
    steps = step;
  });
  await startHistory(counted.services, shopId);
  await counted.work();
  expect(steps).toBeGreaterThan(10);
  for (let point = 4; point <= steps; point += 1) {
    shopId = (shopId + 1) as ShopId;
    const fake = shopify();
    let crashed = false;
    const it = stage(fake, (step) => {
      if (crashed || step !== point) return;
      crashed = true;
      throw new Crash(point % 2 === 1);
    });
    await startHistory(it.services, shopId);
    await it.work();
    expect({ point, crashed, ...(await mirrored()) }).toEqual({ point, crashed: true, ...EVERYTHING });
    expect({ point, operations: fake.operations.length }).toEqual({ point, operations: 1 });
    expect(await findRun(db.read, shopId)).toMatchObject({ phase: 'done', applied: 100 });
  }
});

test.each([true, false])('a download that is cut goes on where it ended (ranges offered: %s)', async (ranges) => {
  const fake = shopify(3000);
  fake.ranges = ranges;
  fake.cutAfter = Math.floor(fake.file.length * 0.7);
  expect(fake.file.length).toBeGreaterThan(4 * 2 ** 20);
  const it = stage(fake);
  await startHistory(it.services, shopId);
  await it.work();
  expect(fake.opened).toHaveLength(2);
  expect(fake.opened[0]).toBe(0);
  expect(fake.opened[1]).toBeGreaterThan(2 ** 20);
  expect(fake.operations).toHaveLength(1);
  expect((await mirrored()).orders).toBe(2700);
});

test('a file that is shorter than Shopify says is not taken for the whole', async () => {
  const fake = shopify();
  const whole = fake.file;
  const it = stage(fake);
  await startHistory(it.services, shopId);
  const open = fake.open;
  it.services.shopify.openBulkResult = async (url, from) => {
    fake.file = fake.opened.length === 0 ? whole.subarray(0, whole.lastIndexOf(10, whole.length / 2) + 1) : whole;
    return open(url, from);
  };
  fake.graphql = wholeSize(fake, whole.length);
  await it.work();
  expect(fake.opened).toHaveLength(2);
  expect(await mirrored()).toEqual(EVERYTHING);
});

function wholeSize(fake: ReturnType<typeof shopify>, fileSize: number): typeof fake.graphql {
  const { graphql } = fake;
  return (name, variables) => {
    const answer = graphql(name, variables);
    for (const operation of fake.operations) if (operation.fileSize !== null) operation.fileSize = fileSize;
    return answer;
  };
}

test('what a failed operation has written is used, and it is begun again after a pause', async () => {
  const fake = shopify();
  fake.outcome = { status: 'FAILED', partial: true };
  const it = stage(fake);
  await startHistory(it.services, shopId);
  for (let steps = 0; (await findRun(db.read, shopId))?.tries === 0; steps += 1) {
    expect(steps).toBeLessThan(20);
    it.job = null;
    await readHistory(it.services, { shopId, key: 'shop', payload: null, attempt: 1 });
  }
  const partly = await mirrored();
  expect(partly.rows).toBe(0);
  expect(partly.toRead).toBeGreaterThan(0);
  // Whoever is there is there with all their lines; orders of which lines were missing are read by themselves.
  const units = await db.read
    .selectFrom('orders')
    .leftJoin('order_lines', (join) =>
      join.onRef('order_lines.shop_id', '=', 'orders.shop_id').onRef('order_lines.order_id', '=', 'orders.order_id'),
    )
    .where('orders.shop_id', '=', shopId)
    .groupBy(['orders.order_id', 'orders.total'])
    .select((eb) => ['orders.order_id', 'orders.total', eb.fn.count<number>('order_lines.line_id').as('lines')])
    .execute();
  for (const order of units) expect(order.lines * 1000).toBe(order.total);
  expect(it.job).toEqual({ runAt: it.now + MINUTE });
  fake.outcome = { status: 'COMPLETED', partial: false };
  await it.work();
  expect(fake.operations).toHaveLength(2);
  expect(await mirrored()).toMatchObject({ orders: 90, lines: 540, rows: 0 });
});

test('an operation that always fails is given up after a few tries with growing pauses, and can be begun anew', async () => {
  const fake = shopify();
  fake.outcome = { status: 'FAILED', partial: false };
  const it = stage(fake);
  await startHistory(it.services, shopId);
  await it.work();
  expect(fake.operations).toHaveLength(5);
  expect(it.now - START).toBeGreaterThan(HOUR);
  expect(await findRun(db.read, shopId)).toMatchObject({ phase: 'failed', problem: 'shopify_failed' });
  fake.outcome = { status: 'COMPLETED', partial: false };
  it.now += HOUR;
  fake.operations.length = 0;
  await startHistory(it.services, shopId);
  await it.work();
  expect(await mirrored()).toEqual(EVERYTHING);
});

test('a file that is gone is written once more', async () => {
  const fake = shopify();
  fake.gone = true;
  const it = stage(fake);
  const open = fake.open;
  it.services.shopify.openBulkResult = async (url, from) => {
    const answer = await open(url, from);
    fake.gone = false;
    return answer;
  };
  await startHistory(it.services, shopId);
  await it.work();
  expect(fake.operations).toHaveLength(2);
  expect(await mirrored()).toEqual(EVERYTHING);
});

test('asked for twice, it is read once', async () => {
  const fake = shopify();
  const it = stage(fake);
  await startHistory(it.services, shopId);
  await readHistory(it.services, { shopId, key: 'shop', payload: null, attempt: 1 });
  await startHistory(it.services, shopId);
  await it.work();
  expect(fake.operations).toHaveLength(1);
  expect(await mirrored()).toEqual(EVERYTHING);
});

test('a file that was finished before its operation was found, so that no webhook will tell of it, is taken without a pause', async () => {
  const fake = shopify();
  const it = stage(fake);
  await startHistory(it.services, shopId);
  const answer = fake.graphql;
  fake.graphql = (name, variables) => {
    const lost = answer(name, variables);
    if (name !== 'RunBulkQuery') return lost;
    answer('BulkOperation', { id: 'gid://shopify/BulkOperation/1' });
    fake.graphql = answer;
    throw new Error('the connection broke');
  };
  const asking = { shopId, key: 'shop', payload: null, attempt: 1 };
  await expect(readHistory(it.services, asking)).rejects.toThrow('the connection broke');
  it.job = null;
  await readHistory(it.services, asking);
  expect(await findRun(db.read, shopId)).toMatchObject({ phase: 'waiting' });
  expect(it.job).toEqual({ runAt: it.now });
  await it.work();
  expect(fake.operations).toHaveLength(1);
  expect(await mirrored()).toEqual(EVERYTHING);
  // The clock has not moved: nothing was waited for.
  expect(it.now).toBe(START);
});

test('the webhook that the file is finished may come before the answer that began it is kept', async () => {
  const fake = shopify();
  const it = stage(fake);
  await startHistory(it.services, shopId);
  it.job = null;
  const finished = (id: string) =>
    onBulkFinished(it.services, {
      shopId,
      topic: 'bulk_operations/finish',
      webhookId: id,
      triggeredAt: it.now,
      body: { admin_graphql_api_id: `gid://shopify/BulkOperation/${id}` },
    });
  await finished('1');
  expect(it.job).toEqual({ runAt: START });
  fake.outcome = { status: 'FAILED', partial: false };
  await readHistory(it.services, { shopId, key: 'shop', payload: null, attempt: 1 });
  await readHistory(it.services, { shopId, key: 'shop', payload: null, attempt: 1 });
  expect(await findRun(db.read, shopId)).toMatchObject({ phase: 'asking', tries: 1 });
  // That of the one that failed shortens no pause.
  it.job = null;
  await finished('1');
  expect(it.job).toBeNull();
});
