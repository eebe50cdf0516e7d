/**
 * Shopify hands the discounts and gift cards of the customer who goes to the one who stays (`CustomerMergePreview` lists them), so at Shopify
 * nothing has to be done: only whose they are is noted here.
 */
import { keptCustomer } from '../../mirror/customers/index.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { reassignOffers } from './store.ts';

export const onCustomerMerged: JobHandler = async ({ db }, { shopId, key }) => {
  await db.transaction(async (tx) => {
    const kept = await keptCustomer(tx, shopId, key);
    if (kept !== null) await reassignOffers(tx, shopId, key, kept);
  });
};
