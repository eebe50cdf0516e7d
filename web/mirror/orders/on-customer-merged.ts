/** The orders of somebody who was merged are those of whom they were merged into. */
import type { JobHandler } from '../../platform/manifest.ts';
import { keptCustomer } from '../customers/index.ts';
import { reassignOrders } from './store/save-order.ts';

export const onCustomerMerged: JobHandler = async ({ db }, { shopId, key }) => {
  await db.transaction(async (tx) => {
    const kept = await keptCustomer(tx, shopId, key);
    if (kept !== null) await reassignOrders(tx, shopId, key, kept);
  });
};
