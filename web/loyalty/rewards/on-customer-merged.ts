/** Rewards of somebody who was merged are whom they were merged into; Shopify has handed on the codes already. */
import { keptCustomer } from '../../mirror/customers/index.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { reassignRedemptions } from './store/save.ts';

export const onCustomerMerged: JobHandler = async ({ db }, { shopId, key }) => {
  await db.transaction(async (tx) => {
    const kept = await keptCustomer(tx, shopId, key);
    if (kept !== null) await reassignRedemptions(tx, shopId, key, kept);
  });
};
