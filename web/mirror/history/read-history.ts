/**
 * Reads a store's past orders: Shopify writes them into a file, the file comes into `history_rows` (whole lines in any order, so that a
 * crash or a cut costs nothing), from there whole orders go to the mirror, some hundred a transaction. Each run of the job is one step,
 * and adds the next. Reading only mirrors: what an order earns is decided as for every other.
 */
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { applyOrders, orderFromBulk, orderHistoryQuery, orderStates, readOrdersLater } from '../orders/index.ts';
import { HOUR, MINUTE, SECOND } from '../../platform/kit/clock.ts';
import { payloadId } from '../../platform/kit/payload-fields.ts';
import { textWithoutNul } from '../../platform/kit/without-nul.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { AdminApiError } from '../../platform/shopify/admin-api.ts';
import {
  type BulkOperation,
  bulkOperationQuery,
  isUnderWay,
  startBulkQuery,
} from '../../platform/shopify/bulk-operations.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import { READ_HISTORY } from './job-kind.ts';
import {
  clearRows,
  deleteRows,
  findRun,
  firstOrders,
  type HistoryRow,
  type HistoryRun,
  saveRows,
  updateRun,
} from './store.ts';

/** Operations that may fail before the run is given up; the pauses between them grow. */
const MAX_TRIES = 5;
/** So many that a transaction lasts some ten milliseconds: webhooks wait meanwhile. */
const ORDERS_AT_ONCE = 100;

export const readHistory: JobHandler = async (services, { shopId }) => {
  const run = await findRun(services.db.read, shopId);
  if (!run) return;
  switch (run.phase) {
    case 'asking':
      return ask(services, shopId, run);
    case 'waiting':
      return look(services, shopId, run);
    case 'downloading':
      return download(services, shopId, run);
    case 'applying':
      return apply(services, shopId, run);
    case 'done':
    case 'failed':
      return;
  }
};

type Changes = Partial<Omit<HistoryRun, 'shop_id'>>;

/** Keeps what this step found, and adds the next one. */
async function goOn(services: Services, shopId: ShopId, changes: Changes, afterMs = 0): Promise<void> {
  const runAt = services.clock.now() + afterMs;
  await services.db.transaction(async (tx) => {
    await updateRun(tx, shopId, changes);
    await services.addJob(tx, { kind: READ_HISTORY, shopId, key: 'shop', runAt });
  });
}

async function ask(services: Services, shopId: ShopId, run: HistoryRun): Promise<void> {
  const earlier = { id: run.operation_id, after: run.asked_at };
  const operation = await startBulkQuery(services.shopify, shopId, orderHistoryQuery, earlier).catch(
    (error: unknown) => {
      if (error instanceof AdminApiError && error.reason === 'refused') return { refused: error };
      throw error;
    },
  );
  // Others of this app are running; each of them takes a while.
  if (operation === null) return goOn(services, shopId, {}, MINUTE);
  if ('refused' in operation) {
    services.log.error({ shopId, err: operation.refused }, 'Shopify refuses to write down the orders');
    return finish(services, shopId, { phase: 'failed', problem: 'access_denied' });
  }
  await services.db.transaction(async (tx) => {
    await clearRows(tx, shopId);
    await updateRun(tx, shopId, {
      phase: 'waiting',
      operation_id: operation.id,
      partial: 0,
      bytes: 0,
      found: operation.rootObjectCount,
      applied: 0,
    });
    // Of one that had ended when it was found nothing more is told: its webhook has come before.
    const runAt = services.clock.now() + (isUnderWay(operation) ? pollAfter(0) : 0);
    await services.addJob(tx, { kind: READ_HISTORY, shopId, key: 'shop', runAt });
  });
}

/** A small store is done in seconds, a large one takes hours: asked again after a quarter of the time that has passed. */
function pollAfter(passedMs: number): number {
  return Math.min(Math.max(passedMs / 4, 5 * SECOND), 5 * MINUTE);
}

async function look(services: Services, shopId: ShopId, run: HistoryRun): Promise<void> {
  const operation = await readOperation(services, shopId, run);
  if (!operation) return again(services, shopId, run);
  const found = operation.rootObjectCount;
  if (isUnderWay(operation))
    return goOn(services, shopId, { found }, Math.round(pollAfter(services.clock.now() - run.asked_at)));
  if (operation.status === 'COMPLETED') {
    // Nothing was there to be written down.
    if (operation.url === null) return finish(services, shopId, { phase: 'done', found: 0, problem: null });
    return goOn(services, shopId, { phase: 'downloading', found });
  }
  services.log.warn(
    { shopId, status: operation.status, errorCode: operation.errorCode },
    'Shopify could not write down all orders',
  );
  if (operation.errorCode === 'ACCESS_DENIED' && !(await isActivatedSince(services, shopId, run.asked_at)))
    return finish(services, shopId, { phase: 'failed', problem: 'access_denied' });
  if (operation.partialDataUrl === null) return again(services, shopId, run);
  return goOn(services, shopId, { phase: 'downloading', partial: 1, found });
}

/** Then what was denied is what an access that is over had asked for, as when the app was removed meanwhile and is back. */
async function isActivatedSince({ db }: Services, shopId: ShopId, askedAt: number): Promise<boolean> {
  const activatedAt = (await installationOfShop(db.read, shopId))?.activatedAt;
  return typeof activatedAt === 'number' && activatedAt > askedAt;
}

async function readOperation(services: Services, shopId: ShopId, run: HistoryRun): Promise<BulkOperation | null> {
  if (run.operation_id === null) return null;
  return (await services.shopify.graphql(shopId, bulkOperationQuery, { id: run.operation_id })).bulkOperation;
}

/** Shopify is asked to write the file once more, unless that has failed too often. */
async function again(services: Services, shopId: ShopId, run: HistoryRun): Promise<void> {
  const tries = run.tries + 1;
  if (tries >= MAX_TRIES) return finish(services, shopId, { phase: 'failed', tries, problem: 'shopify_failed' });
  const pause = Math.min(MINUTE * 4 ** (tries - 1), HOUR);
  await goOn(
    services,
    shopId,
    { phase: 'asking', tries, asked_at: services.clock.now(), problem: 'shopify_failed' },
    pause,
  );
}

async function finish(services: Services, shopId: ShopId, changes: Changes): Promise<void> {
  await services.db.transaction(async (tx) => {
    await clearRows(tx, shopId);
    await updateRun(tx, shopId, { ...changes, finished_at: services.clock.now() });
    await services.emit(tx, { name: 'history.finished', shopId, key: 'shop' });
  });
  const run = await findRun(services.db.read, shopId);
  services.log.info(
    { shopId, phase: run?.phase, orders: run?.applied, tries: run?.tries },
    'The reading of past orders has ended',
  );
}

const orderLine = z.object({ id: payloadId, createdAt: z.iso.datetime({ offset: true }) });
const itemLine = z.object({ id: payloadId, __parentId: payloadId });

async function download(services: Services, shopId: ShopId, run: HistoryRun): Promise<void> {
  const operation = await readOperation(services, shopId, run);
  const url = run.partial === 1 ? operation?.partialDataUrl : operation?.url;
  if (!operation || !url) return again(services, shopId, run);
  const end = await store(services, shopId, run, url).catch(async (error: unknown) => {
    // What has come is kept; the job is tried again.
    await services.db.transaction((tx) => updateRun(tx, shopId, { problem: 'interrupted' }));
    throw error;
  });
  if (end === null) return again(services, shopId, run);
  if (run.partial === 0 && operation.fileSize !== null && end < operation.fileSize)
    throw new Error(`the file of past orders ended after ${end} of ${operation.fileSize} bytes`);
  await goOn(services, shopId, { phase: 'applying', problem: null });
}

/** Returns how many bytes of the file are stored; null when it is not there any more. */
async function store(services: Services, shopId: ShopId, run: HistoryRun, url: string): Promise<number | null> {
  const file = await services.shopify.openBulkResult(url, run.bytes);
  if (file.kind === 'gone') return null;
  let { bytes, oldest } = run;
  for await (const { lines, end } of file.batches) {
    const rows = lines.map(rowOf);
    oldest = oldestOf(rows, oldest);
    bytes = end;
    await services.db.transaction(async (tx) => {
      await saveRows(
        tx,
        shopId,
        rows.map(({ row }) => row),
      );
      await updateRun(tx, shopId, { bytes, oldest });
    });
  }
  return bytes;
}

interface StoredLine {
  row: HistoryRow;
  /** Ms; null for a line item. */
  placedAt: number | null;
}

function rowOf(line: string): StoredLine {
  const parsed: unknown = JSON.parse(line);
  const item = itemLine.safeParse(parsed);
  if (item.success)
    return { row: { orderId: item.data.__parentId, objectId: item.data.id, data: line }, placedAt: null };
  const { id, createdAt } = orderLine.parse(parsed);
  return { row: { orderId: id, objectId: '', data: line }, placedAt: Date.parse(createdAt) };
}

function oldestOf(lines: readonly StoredLine[], known: number | null): number | null {
  return lines.reduce<number | null>(
    (oldest, { placedAt }) => (placedAt === null ? oldest : Math.min(oldest ?? placedAt, placedAt)),
    known,
  );
}

/** The next orders of the file, in one transaction with the note that they are done. */
async function apply(services: Services, shopId: ShopId, run: HistoryRun): Promise<void> {
  // A file of a database answers at once, so without this nothing else of the process would have a turn between two steps.
  await setImmediate();
  const orders = await firstOrders(services.db.read, shopId, ORDERS_AT_ONCE);
  if (orders.size === 0) {
    if (run.partial === 1) return again(services, shopId, run);
    return finish(services, shopId, { phase: 'done', problem: null });
  }
  const cut = run.partial === 1;
  const read = [...orders].map(([id, rows]) => ({ id, ...assembled(rows, cut) }));
  const whole = read.flatMap((one) =>
    one.kind === 'whole' ? [{ order: one.order, paidAt: one.paidAt, authoritative: false }] : [],
  );
  const alone = await notYetKnown(
    services,
    shopId,
    read.flatMap((one) => (one.kind === 'read' ? [one] : [])),
  );
  await services.db.transaction(async (tx) => {
    await applyOrders(services, tx, shopId, whole);
    await services.emit(tx, ...whole.map(({ order }) => ({ name: 'order.changed' as const, shopId, key: order.id })));
    await readOrdersLater(services, tx, shopId, alone);
    await deleteRows(tx, shopId, [...orders.keys()]);
    await updateRun(tx, shopId, { applied: run.applied + orders.size });
    // Behind the work that these orders make: the file never floods the queue.
    await services.addJob(tx, { kind: READ_HISTORY, shopId, key: 'shop' });
  });
}

/** A webhook has told their state, refunds and all, or an earlier reading has. */
async function notYetKnown(
  services: Services,
  shopId: ShopId,
  orders: readonly { id: string; updatedAt: number | null }[],
): Promise<string[]> {
  const known = await orderStates(
    services.db.read,
    shopId,
    orders.map(({ id }) => id),
  );
  return orders.flatMap(({ id, updatedAt }) => (updatedAt !== null && (known.get(id) ?? -1) >= updatedAt ? [] : [id]));
}

function assembled(rows: readonly HistoryRow[], cut: boolean) {
  const order = rows.find(({ objectId }) => objectId === '');
  if (!order) return { kind: 'read' as const, updatedAt: null };
  return orderFromBulk(
    parsedObject(order.data),
    rows.filter((row) => row !== order).map(({ data }) => parsedObject(data)),
    { cut },
  );
}

function parsedObject(text: string): object {
  return z.looseObject({}).parse(JSON.parse(text, textWithoutNul));
}
