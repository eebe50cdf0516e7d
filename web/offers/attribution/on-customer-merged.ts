/** The clicks of somebody who was merged are those of whom they were merged into. */
import { keptCustomer } from '../../mirror/customers/index.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { reassignTouches } from './store/touches.ts';

export const onCustomerMerged: JobHandler = async ({ db }, { shopId, key }) => {
  await db.transaction(async (tx) => {
    const kept = await keptCustomer(tx, shopId, key);
    if (kept !== null) await reassignTouches(tx, shopId, key, kept);
  });
};
