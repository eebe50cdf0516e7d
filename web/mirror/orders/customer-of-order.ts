/** Whose an order is, where customers are merged: before the order is told, after it, or without our being told. */
import type { Reader, Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { CHECK_MERGED, keptCustomers } from '../customers/index.ts';
import type { OrderSnapshot } from './order-snapshot.ts';
import type { Newer } from './which-is-newer.ts';

/** An order that still names somebody who was merged is whose they are now; that is all it knows of them. */
export async function ofKeptCustomers<Told extends { order: OrderSnapshot }>(
  handle: Reader,
  shopId: ShopId,
  told: readonly Told[],
): Promise<Told[]> {
  const named = told.flatMap(({ order }) => order.customer?.id ?? []);
  const kept = await keptCustomers(handle, shopId, named);
  return told.map((one) => {
    const id = one.order.customer && kept.get(one.order.customer.id);
    return id ? { ...one, order: { ...one.order, customer: { ...NOTHING_KNOWN, id } } } : one;
  });
}

/** Older than anything that is known of the customer. */
const NOTHING_KNOWN = {
  email: null,
  firstName: null,
  lastName: null,
  state: null,
  createdAt: null,
  updatedAt: -1,
};

/**
 * An order of which two states name two customers may be the only thing that tells of a merge: whoever the older state names may be gone.
 * The older one may as well be heard last, or not be known to be the older one: then Shopify says that its customer is still there.
 */
export async function suspectMerges(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  judged: readonly { order: OrderSnapshot; verdict: Newer; customerBefore: string | null }[],
): Promise<void> {
  for (const { order, verdict, customerBefore } of judged) {
    const told = order.customer?.id ?? null;
    const [former, kept] = verdict === 'incoming' ? [customerBefore, told] : [told, customerBefore];
    if (former === null || kept === null || former === kept) continue;
    await services.addJob(tx, { kind: CHECK_MERGED, shopId, key: former, payload: { kept } });
  }
}
