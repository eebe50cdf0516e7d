/**
 * Orders that may take their time: of history what the file could not carry, and what a comparison with Shopify found. One job of the
 * store reads them one after the other, as far as its budget of calls allows, and steps aside for a while where it does not.
 */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { AdminApiError } from '../../platform/shopify/admin-api.ts';
import { readOrder } from './read-order.ts';
import { READ_ORDER } from './read-order-job.ts';
import { doneReading, nextToRead, noteToRead } from './store/orders-to-read.ts';

export const READ_WAITING = 'orders.read-waiting';
/** Then the worker's other jobs have their turn. */
const AT_ONCE = 10;

export async function readOrdersLater(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<void> {
  if (orderIds.length === 0) return;
  await noteToRead(tx, shopId, orderIds, services.clock.now());
  await services.addJob(tx, { kind: READ_WAITING, shopId, key: 'shop' });
}

/** Whatever still waits goes on: a store's jobs go when it removes the app, and what was to be read stays. */
export async function resumeReading(services: Services, shopId: ShopId): Promise<void> {
  if ((await nextToRead(services.db.read, shopId)) === null) return;
  await services.db.transaction((tx) => services.addJob(tx, { kind: READ_WAITING, shopId, key: 'shop' }));
}

export const readWaiting: JobHandler = async (services, { shopId, key: shop, attempt }) => {
  for (let read = 0; read < AT_ONCE; read += 1) {
    const id = await nextToRead(services.db.read, shopId);
    if (id === null) return;
    const waitMs = services.shopify.backgroundWaitMs(shopId);
    if (waitMs > 0) {
      await goOn(waitMs);
      return;
    }
    const alone = await readOrder(services, { shopId, key: id, payload: null, attempt }).then(
      () => false,
      (error: unknown) => {
        if (holdsUpAll(error)) throw error;
        return true;
      },
    );
    await services.db.transaction(async (tx) => {
      await doneReading(tx, shopId, id);
      // It fails by itself then, and is shown as a job that was given up; the others go on.
      if (alone) await services.addJob(tx, { kind: READ_ORDER, shopId, key: id });
    });
  }
  await goOn(0);

  async function goOn(afterMs: number): Promise<void> {
    const runAt = services.clock.now() + afterMs;
    await services.db.transaction((tx) => services.addJob(tx, { kind: READ_WAITING, shopId, key: shop, runAt }));
  }
};

/** An outage, or a store that cannot be reached, concerns every order; what Shopify says of one order concerns that one. */
function holdsUpAll(error: unknown): boolean {
  return !(error instanceof AdminApiError) || error.reason === 'outage' || error.reason === 'throttled';
}
