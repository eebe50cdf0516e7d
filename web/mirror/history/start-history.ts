/** What begins a reading of past orders: the app was (re)installed, more of them may be seen now, or the merchant asks for it. */
import { z } from 'zod';
import type { Tx } from '../../../db/open.ts';
import { HOUR } from '../../platform/kit/clock.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services, WebhookHandler } from '../../platform/manifest.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import { READ_HISTORY } from './job-kind.ts';
import { beginRun, findRun, type HistoryRun, updateRun } from './store.ts';

/** With it the app sees orders of any age; without it those of the last 60 days. */
const ALL_ORDERS = 'read_all_orders';

const isUnderWay = (run: HistoryRun): boolean => run.phase !== 'done' && run.phase !== 'failed';

/** A run that is under way goes on; otherwise a new one begins. */
export async function startHistory(services: Services, shopId: ShopId): Promise<void> {
  const scopes = await scopesOf(services, shopId);
  await services.db.transaction((tx) => start(services, tx, shopId, scopes));
}

async function start(services: Services, tx: Tx, shopId: ShopId, scopes: readonly string[]): Promise<void> {
  const run = await findRun(tx, shopId);
  const now = services.clock.now();
  if (!run || !isUnderWay(run)) {
    await beginRun(tx, shopId, {
      phase: 'asking',
      operation_id: run?.operation_id ?? null,
      asked_at: now,
      started_at: now,
      finished_at: null,
      tries: 0,
      partial: 0,
      bytes: 0,
      found: 0,
      applied: 0,
      oldest: null,
      all_orders: Number(scopes.includes(ALL_ORDERS)),
      problem: null,
    });
  }
  await services.addJob(tx, { kind: READ_HISTORY, shopId, key: 'shop' });
}

/**
 * An access that is renewed activates the store, too. What happened a short time ago is left to the comparison with Shopify, so that
 * no file is written at every visit.
 */
export const onActivated: JobHandler = async (services, { shopId }) => {
  const run = await findRun(services.db.read, shopId);
  if (run?.phase === 'done' && services.clock.now() - run.started_at < HOUR) return;
  await startHistory(services, shopId);
};

const scopesUpdate = z.object({ current: z.array(z.string()) });

/** `app/scopes_update`: once older orders may be seen, they are read. */
export const onScopesUpdate: WebhookHandler = async (services, { shopId, body }) => {
  if (!scopesUpdate.parse(body).current.includes(ALL_ORDERS)) return;
  const run = await findRun(services.db.read, shopId);
  if (!run || run.all_orders === 1) return;
  const scopes = await scopesOf(services, shopId);
  if (!scopes.includes(ALL_ORDERS)) throw new Error('the access that may read all orders is still being fetched');
  await services.db.transaction(async (tx) => {
    // A file that is being written or read lacks the older orders.
    if (isUnderWay(run)) await updateRun(tx, shopId, { phase: 'failed', finished_at: services.clock.now() });
    await start(services, tx, shopId, scopes);
  });
};

const finished = z.object({ admin_graphql_api_id: z.string() });

/** `bulk_operations/finish`, which may be lost: then the job looks by itself after a while. */
export const onBulkFinished: WebhookHandler = async (services, { shopId, body }) => {
  const { admin_graphql_api_id: id } = finished.parse(body);
  const run = await findRun(services.db.read, shopId);
  // It may come before we have kept the id of an operation that ended at once; while asking again, the id is that of the one before.
  const ours = run?.phase === 'asking' ? run.operation_id !== id : run?.phase === 'waiting' && run.operation_id === id;
  if (!ours) return;
  await services.db.transaction((tx) => services.addJob(tx, { kind: READ_HISTORY, shopId, key: 'shop' }));
};

async function scopesOf(services: Services, shopId: ShopId): Promise<readonly string[]> {
  return (await installationOfShop(services.db.read, shopId))?.scopes ?? [];
}
