/** What a customer got, and told, is theirs who they were merged into. */
import { keptCustomer } from '../../mirror/customers/index.ts';
import type { CustomerId } from '../../platform/kit/ids.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { erasedCustomers } from '../../platform/privacy/erased.ts';
import { moveBirthday } from './birthdays.ts';
import { moveGifts } from './store.ts';

export const onCustomerMerged: JobHandler = async ({ db }, { shopId, key }) => {
  const removed = key as CustomerId;
  await db.transaction(async (tx) => {
    const kept = await keptCustomer(tx, shopId, removed);
    if (kept === null || (await erasedCustomers(tx, shopId, [kept, removed])).size > 0) return;
    await moveGifts(tx, shopId, removed, kept);
    await moveBirthday(tx, shopId, removed, kept);
  });
};
