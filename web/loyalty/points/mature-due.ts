/** Runs at the exact moment of the store's next maturity, books all that is due and plans the one after it. */
import type { JobHandler } from '../../platform/manifest.ts';
import { afterBooking } from './after-booking.ts';
import { bookDue } from './book-due.ts';
import { MATURE } from './job-kinds.ts';
import { accountsWithDueLots, nextMaturity } from './store/due-lots.ts';

/** So many accounts share a transaction: enough to be quick, few enough to let others in between. */
const BATCH = 200;

export const matureDue: JobHandler = async (services, { shopId, key }) => {
  const { db, clock } = services;
  for (;;) {
    const now = clock.now();
    const accounts = await accountsWithDueLots(db.read, shopId, now, BATCH);
    if (accounts.length === 0) break;
    await db.transaction(async (tx) => {
      const changes = await bookDue(tx, shopId, now, accounts);
      await afterBooking(
        services,
        tx,
        shopId,
        changes.map((change) => ({ ...change, nextMaturity: null })),
      );
    });
  }
  const next = await nextMaturity(db.read, shopId);
  if (next !== null) await db.transaction((tx) => services.addJob(tx, { kind: MATURE, shopId, key, runAt: next }));
};
