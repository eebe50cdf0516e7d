/** Whoever bought without an account is known by a digest of their address. The address itself is not kept. */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { addressDigests, erasedEmails } from '../../platform/privacy/erased.ts';
import type { OrderSnapshot } from './order-snapshot.ts';

/** `guest`: null where there is a customer, no address, or one whose owner was erased since. */
export async function withGuests<Told extends { order: OrderSnapshot }>(
  tx: Tx,
  shopId: ShopId,
  told: readonly Told[],
): Promise<(Told & { guest: string | null })[]> {
  const given = told.flatMap(({ order }) => addressIn(order) ?? []);
  const erased = await erasedEmails(tx, shopId, given);
  const digests = await addressDigests(tx, shopId, given);
  return told.map((one) => {
    const email = addressIn(one.order);
    const wasErased = email !== null && one.order.placedAt <= (erased.get(email) ?? Number.NEGATIVE_INFINITY);
    return { ...one, guest: email === null || wasErased ? null : (digests.get(email) ?? null) };
  });
}

function addressIn({ customer, guestEmail }: OrderSnapshot): string | null {
  return customer === null && guestEmail?.includes('@') ? guestEmail : null;
}
