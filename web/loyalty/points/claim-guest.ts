/**
 * Points of somebody who bought without an account wait under a digest of their address, and belong to whoever signs up with it:
 * dates kept, once Shopify knows that the address is theirs (rule W). Whichever is heard last, of the order or of the customer,
 * brings them together.
 */
import type { Tx } from '../../../db/open.ts';
import { addressOf, customerAtAddress } from '../../mirror/customers/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { BatchHandler, JobHandler, Work } from '../../platform/manifest.ts';
import { erasedCustomers } from '../../platform/privacy/erased.ts';
import { afterBooking, type BookingServices } from './after-booking.ts';
import { bookClaim } from './book-merge.ts';
import { CLAIM_GUEST } from './job-kinds.ts';
import { lookAtAllOrders } from './look-again.ts';
import { guestsThere } from './store/accounts.ts';

/** Once the transaction is over: the customer may be there already. */
export async function claimLater(
  services: Pick<BookingServices, 'addJob'>,
  tx: Tx,
  shopId: ShopId,
  guests: readonly string[],
): Promise<void> {
  const jobs = [...new Set(guests)].map((key) => ({ kind: CLAIM_GUEST, shopId, key }));
  if (jobs.length > 0) await services.addJob(tx, ...jobs);
}

/** Whoever has changed may have an address of which points wait. */
export const onCustomerChanged: BatchHandler<Work> = {
  async batch(services, shopId, works) {
    const addresses = await Promise.all(works.map(({ key }) => addressOf(services.db.read, shopId, key)));
    const waiting = await guestsThere(
      services.db.read,
      shopId,
      addresses.flatMap((address) => address ?? []),
    );
    if (waiting.length > 0) await services.db.transaction((tx) => claimLater(services, tx, shopId, waiting));
  },
};

/** `key`: the digest of the address. */
export const claimGuest: JobHandler = async (services, { shopId, key: guest }) => {
  await services.db.transaction(async (tx) => {
    const customerId = await customerAtAddress(tx, shopId, guest);
    if (customerId === null || (await erasedCustomers(tx, shopId, [customerId])).size > 0) return;
    const change = await bookClaim(tx, shopId, services.clock.now(), { guest, customerId });
    if (!change) return;
    await lookAtAllOrders(services, tx, shopId, customerId);
    await afterBooking(services, tx, shopId, [change]);
  });
};
