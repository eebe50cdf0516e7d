/**
 * Erases a store: first its name, in one transaction, so that nobody can reach its rows any more and the store begins anew under another number
 * should it come back; then, some at a time, every row of that number in every table that there is.
 */
import { z } from 'zod';
import { deleteSomeOfStore, storeTableNames } from '../../../db/dialect/whole-tables.ts';
import type { Tx } from '../../../db/open.ts';
import { dropJobsOf } from '../jobs/set-aside.ts';
import { HOUR } from '../kit/clock.ts';
import type { ShopId } from '../kit/ids.ts';
import type { JobHandler, Services } from '../manifest.ts';

export const ERASE_STORE = 'privacy.erase-store';

const ROWS_AT_ONCE = 1_000;
/** Then the worker's other jobs have their turn. */
const STEPS = 50;

export async function eraseStore(services: Services, tx: Tx, shopId: ShopId): Promise<void> {
  await dropJobsOf(tx, shopId, []);
  await tx.deleteFrom('installations').where('shop_id', '=', shopId).execute();
  await services.addJob(tx, { kind: ERASE_STORE, shopId, key: 'shop' });
}

const progress = z.object({ again: z.boolean() }).nullable();

export const eraseRows: JobHandler = async (services, { shopId, key, payload }) => {
  const again = progress.parse(payload)?.again ?? false;
  const tables = await services.db.transaction((tx) => storeTableNames(tx));
  let steps = 0;
  for (const table of tables) {
    for (;;) {
      const gone = await services.db.transaction((tx) => deleteSomeOfStore(tx, table, shopId, ROWS_AT_ONCE));
      if (gone < ROWS_AT_ONCE) break;
      steps += 1;
      if (steps >= STEPS) return goOn({ again });
    }
  }
  // What ran just when the store went may have written something after we had looked.
  if (!again) await goOn({ again: true }, HOUR);
  await services.db.purge();

  async function goOn(next: z.infer<typeof progress>, afterMs = 0): Promise<void> {
    const runAt = services.clock.now() + afterMs;
    await services.db.transaction((tx) =>
      services.addJob(tx, { kind: ERASE_STORE, shopId, key, payload: next, runAt }),
    );
  }
};
