/**
 * Keeps the limits of `limits.ts`, once a day, for every store that there is a row of: those that never opened the app and those that removed it
 * have no schedules of their own. Some stores at a time, and of each some rows at a time.
 */
import type { Expression } from 'kysely';
import { z } from 'zod';
import type { Reader, Tx } from '../../../db/open.ts';
import { dropSetAsideBefore, keptForJob, setAsideBefore } from '../jobs/set-aside.ts';
import { ALL_STORES, type ShopId } from '../kit/ids.ts';
import type { JobHandler, Services } from '../manifest.ts';
import { accessesBefore, dropAccessesBefore } from './access-log.ts';
import { eraseStore } from './erase-store.ts';
import { cutBodies } from './inbox-mentions.ts';
import { KEPT } from './limits.ts';
import { copiesBefore, expireCopies } from './store.ts';

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
  if (!(await anythingOld(db.read, shopId, now))) return;
  for (const { drop } of LIMITS) {
    while ((await db.transaction((tx) => drop(tx, shopId, now))) === ROWS_AT_ONCE);
  }
}

/** Most stores have nothing on most days: one question, and no transaction. */
async function anythingOld(handle: Reader, shopId: ShopId, now: number): Promise<boolean> {
  const { any } = await handle
    .selectNoFrom((eb) => eb.or(LIMITS.map(({ old }) => eb.exists(old(handle, shopId, now)))).as('any'))
    .executeTakeFirstOrThrow();
  return Boolean(any);
}

interface Limit {
  /** What has been kept too long. */
  old(handle: Reader, shopId: ShopId, now: number): Expression<unknown>;
  /** Returns `ROWS_AT_ONCE` when there may be more. */
  drop(tx: Tx, shopId: ShopId, now: number): Promise<number | void>;
}

const copiesGoAt = (now: number) => ({ doneAt: now - KEPT.copyAfterDone, requestedAt: now - KEPT.copy });

const LIMITS: readonly Limit[] = [
  {
    old: (handle, shopId, now) => setAsideBefore(handle, shopId, 'dead', now - KEPT.deadLetter),
    drop: (tx, shopId, now) => dropSetAsideBefore(tx, shopId, 'dead', now - KEPT.deadLetter),
  },
  {
    old: (handle, shopId, now) => setAsideBefore(handle, shopId, 'parked', now - KEPT.parked),
    drop: (tx, shopId, now) => dropSetAsideBefore(tx, shopId, 'parked', now - KEPT.parked),
  },
  {
    old: (handle, shopId, now) => copiesBefore(handle, shopId, copiesGoAt(now)),
    drop: (tx, shopId, now) => expireCopies(tx, shopId, copiesGoAt(now)),
  },
  {
    old: (handle, shopId, now) => accessesBefore(handle, shopId, now - KEPT.accessLog),
    drop: (tx, shopId, now) => dropAccessesBefore(tx, shopId, now - KEPT.accessLog),
  },
  {
    old: (handle, shopId, now) => oldBodies(handle, shopId, now),
    async drop(tx, shopId, now) {
      const rows = await oldBodies(tx, shopId, now).execute();
      const ids = rows.map(({ webhook_id }) => webhook_id);
      await cutBodies(tx, shopId, ids);
      return ids.length;
    },
  },
  {
    old: (handle, shopId, now) => oldWebhooks(handle, shopId, now - KEPT.webhook),
    async drop(tx, shopId, now) {
      const rows = await oldWebhooks(tx, shopId, now - KEPT.webhook).execute();
      const ids = rows.map(({ webhook_id }) => webhook_id);
      if (ids.length > 0)
        await tx.deleteFrom('inbox').where('shop_id', '=', shopId).where('webhook_id', 'in', ids).execute();
      return ids.length;
    },
  },
];

function oldBodies(handle: Reader, shopId: ShopId, now: number) {
  return oldWebhooks(handle, shopId, now - KEPT.body).where('body', '!=', '');
}

/** Some of them. What a job still needs is kept with it. */
function oldWebhooks(handle: Reader, shopId: ShopId, before: number) {
  return handle
    .selectFrom('inbox')
    .select('webhook_id')
    .where('shop_id', '=', shopId)
    .where('received_at', '<', before)
    .where((eb) => eb.not(keptForJob(handle, shopId, 'webhook:', eb.ref('inbox.webhook_id'))))
    .orderBy('received_at')
    .limit(ROWS_AT_ONCE);
}
