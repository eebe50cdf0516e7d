/**
 * Keeps the limits of `limits.ts`, once a day, for every store that there is a row of: those that never opened the app and those that removed it
 * have no schedules of their own. Some stores at a time, and of each some rows at a time.
 */
import { z } from 'zod';
import type { Tx } from '../../../db/open.ts';
import { dropSetAsideBefore, keptForJob } from '../jobs/set-aside.ts';
import { ALL_STORES, type ShopId } from '../kit/ids.ts';
import type { JobHandler, Services } from '../manifest.ts';
import { dropAccessesBefore } from './access-log.ts';
import { eraseStore } from './erase-store.ts';
import { cutBodies } from './inbox-mentions.ts';
import { KEPT } from './limits.ts';
import { expireCopies } from './store.ts';

export const TIDY = 'privacy.tidy';

/** Then the worker's other jobs have their turn. */
const STORES_AT_ONCE = 50;
const ROWS_AT_ONCE = 500;

export const startTidying: JobHandler = async ({ db, addJob }) => {
  await db.transaction((tx) => addJob(tx, { kind: TIDY, shopId: ALL_STORES, key: 'all', payload: { after: 0 } }));
};

const progress = z.object({ after: z.number().int() });

export const tidySome: JobHandler = async (services, { key, payload }) => {
  const { after } = progress.parse(payload);
  const stores = await services.db.read
    .selectFrom('installations')
    .select(['shop_id', 'status', 'created_at', 'uninstalled_at'])
    .where('shop_id', '>', after as ShopId)
    .orderBy('shop_id')
    .limit(STORES_AT_ONCE)
    .execute();
  const failed: unknown[] = [];
  for (const { shop_id: shopId, ...store } of stores) {
    // One store must not keep the others from being tidied.
    await tidyStore(services, shopId, goneSince(store)).catch((error: unknown) => {
      services.log.error({ err: error, shopId }, 'Old data of a store could not be deleted; tomorrow again');
      failed.push(error);
    });
  }
  const last = stores.at(-1);
  if (last && stores.length === STORES_AT_ONCE) {
    await services.db.transaction((tx) =>
      services.addJob(tx, { kind: TIDY, shopId: ALL_STORES, key, payload: { after: last.shop_id } }),
    );
  } else {
    await services.db.purge();
  }
  if (failed.length === stores.length && failed.length > 0) throw failed[0];
};

/** Ms; null for a store that has the app. */
function goneSince(store: { status: string; created_at: number; uninstalled_at: number | null }): number | null {
  if (store.status === 'uninstalled') return store.uninstalled_at;
  return store.status === 'seen' ? store.created_at : null;
}

async function tidyStore(services: Services, shopId: ShopId, goneSince: number | null): Promise<void> {
  const { db, log } = services;
  const now = services.clock.now();
  if (goneSince !== null && goneSince < now - KEPT.store) {
    await db.transaction((tx) => eraseStore(services, tx, shopId));
    log.info({ shopId }, 'A store that has not had the app for long is erased');
    return;
  }
  await db.transaction(async (tx) => {
    await dropSetAsideBefore(tx, shopId, 'dead', now - KEPT.deadLetter);
    await dropSetAsideBefore(tx, shopId, 'parked', now - KEPT.parked);
    await expireCopies(tx, shopId, { doneAt: now - KEPT.copyAfterDone, requestedAt: now - KEPT.copy });
    await dropAccessesBefore(tx, shopId, now - KEPT.accessLog);
  });
  // What a job still needs is kept with it.
  await inSteps((tx) => cutOldBodies(tx, shopId, now - KEPT.body));
  await inSteps((tx) => dropOldWebhooks(tx, shopId, now - KEPT.webhook));

  async function inSteps(step: (tx: Tx) => Promise<number>): Promise<void> {
    while ((await db.transaction(step)) === ROWS_AT_ONCE);
  }
}

async function cutOldBodies(tx: Tx, shopId: ShopId, before: number): Promise<number> {
  const ids = await oldWebhooks(tx, shopId, before, { withBody: true });
  await cutBodies(tx, shopId, ids);
  return ids.length;
}

async function dropOldWebhooks(tx: Tx, shopId: ShopId, before: number): Promise<number> {
  const ids = await oldWebhooks(tx, shopId, before, { withBody: false });
  if (ids.length > 0)
    await tx.deleteFrom('inbox').where('shop_id', '=', shopId).where('webhook_id', 'in', ids).execute();
  return ids.length;
}

async function oldWebhooks(
  tx: Tx,
  shopId: ShopId,
  before: number,
  { withBody }: { withBody: boolean },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('inbox')
    .select('webhook_id')
    .where('shop_id', '=', shopId)
    .where('received_at', '<', before)
    .$if(withBody, (query) => query.where('body', '!=', ''))
    .where((eb) => eb.not(keptForJob(tx, shopId, 'webhook:', eb.ref('inbox.webhook_id'))))
    .orderBy('received_at')
    .limit(ROWS_AT_ONCE)
    .execute();
  return rows.map((row) => row.webhook_id);
}
