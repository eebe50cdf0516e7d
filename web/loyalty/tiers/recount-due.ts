/** Runs at the exact moment of the store's next change by time, and plans the one after it. */
import type { JobHandler } from '../../platform/manifest.ts';
import { TIERS_DUE } from './job-kinds.ts';
import { recountCustomers } from './recount-customers.ts';
import { dueCustomers, nextChange } from './store/looks.ts';

const BATCH = 200;

export const recountDue: JobHandler = async (services, { shopId, key }) => {
  const { db, clock } = services;
  let after: string | undefined = '';
  while (after !== undefined) {
    const due = await dueCustomers(db.read, shopId, clock.now(), { after, limit: BATCH });
    await recountCustomers(services, shopId, due, 'orders');
    after = due.at(-1);
  }
  const next = await nextChange(db.read, shopId, clock.now());
  if (next !== null) await db.transaction((tx) => services.addJob(tx, { kind: TIERS_DUE, shopId, key, runAt: next }));
};
