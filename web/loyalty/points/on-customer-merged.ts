/** Points follow the customer (rule U), whenever and however often we hear that two became one. */
import { isForgotten, keptCustomer } from '../../mirror/customers/index.ts';
import type { CustomerId } from '../../platform/kit/ids.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { erasedCustomers } from '../../platform/privacy/erased.ts';
import { afterBooking } from './after-booking.ts';
import { bookMerge } from './book-merge.ts';
import { eraseCustomer } from './erase-customer.ts';
import { lookAtAllOrders } from './look-again.ts';
import { ownAccount } from './store/accounts.ts';
import { dropMetafield } from './store/metafields.ts';

export const onCustomerMerged: JobHandler = async (services, { shopId, key }) => {
  const removed = key as CustomerId;
  await services.db.transaction(async (tx) => {
    const now = services.clock.now();
    // From here on nobody is erased: an erasure also forgets that this merge was.
    await erasedCustomers(tx, shopId, [removed]);
    const kept = await keptCustomer(tx, shopId, removed);
    if (kept === null) return;
    // Shopify has removed the customer, and the balance with them.
    await dropMetafield(tx, shopId, removed);
    // Who was kept may have been erased before we heard that these points are theirs (rule V).
    if ((await isForgotten(tx, shopId, kept)) && (await ownAccount(tx, shopId, kept)) === null) {
      await eraseCustomer(tx, shopId, now, removed);
      return;
    }
    const change = await bookMerge(tx, shopId, now, { removed, kept });
    if (!change) return;
    await lookAtAllOrders(services, tx, shopId, kept);
    await afterBooking(services, tx, shopId, [change]);
  });
};
