/** What may move customers between tiers: orders and what comes of them, and customers who become one or are excluded. */
import type { Reader } from '../../../db/open.ts';
import { keptCustomer } from '../../mirror/customers/index.ts';
import { loadOrders } from '../../mirror/orders/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { BatchHandler, JobHandler, Work } from '../../platform/manifest.ts';
import { erasedCustomers } from '../../platform/privacy/erased.ts';
import { presentSettings } from '../programme/index.ts';
import type { KeptTier } from './decide-tier.ts';
import { rankOf } from './decide-tier.ts';
import { recountCustomers, tierFrame } from './recount-customers.ts';
import { moveRewards } from './store/rewards.ts';
import { dropStates, loadStates, lockStates, saveStates } from './store/states.ts';
import type { TierTerms } from './tier-terms.ts';

const keysOf = (works: readonly Work[]) => [...new Set(works.map(({ key }) => key))];

/** `points.changed`: the points of an order came or went, perhaps. */
export const onPointsChanged: BatchHandler<Work> = {
  async batch(services, shopId, works) {
    const frame = await tierFrame(services, shopId);
    if (frame?.terms.basis === 'points') await recountCustomers(services, shopId, keysOf(works), 'orders');
  },
};

/** Are orders themselves counted? Points tell of themselves; when the merchant asks for something else, everybody is counted anew. */
export async function countsOrders(handle: Reader, shopId: ShopId): Promise<boolean> {
  const tiers = (await presentSettings(handle, shopId))?.tiers;
  return tiers?.on === true && tiers.basis !== 'points';
}

/** `order.changed`, where the orders themselves are counted. */
export const onOrderChanged: BatchHandler<Work> = {
  async batch(services, shopId, works) {
    const frame = await tierFrame(services, shopId);
    if (!frame || frame.terms.basis === 'points') return;
    const orders = await loadOrders(services.db.read, shopId, keysOf(works));
    const customers = new Set([...orders.values()].flatMap(({ customerId }) => customerId ?? []));
    await recountCustomers(services, shopId, [...customers], 'orders');
  },
};

/** `customer.changed`: only an excluded tag that came or went makes a difference. */
export const onCustomerChanged: BatchHandler<Work> = {
  async batch(services, shopId, works) {
    const frame = await tierFrame(services, shopId);
    if (!frame || frame.settings.exclude.customerTags.length === 0) return;
    const known = await loadStates(services.db.read, shopId, keysOf(works) as CustomerId[]);
    await recountCustomers(services, shopId, [...known.keys()], 'orders');
  },
};

/** `customer.merged`: what was kept for either, or given to either, is kept for whom they are now. */
export const onCustomerMerged: JobHandler = async (services, { shopId, key }) => {
  const removed = key as CustomerId;
  const frame = await tierFrame(services, shopId);
  const kept = await services.db.transaction(async (tx) => {
    // From here on nobody is erased: an erasure also forgets that this merge was.
    await erasedCustomers(tx, shopId, [removed]);
    const into = await keptCustomer(tx, shopId, removed);
    if (into === null || (await erasedCustomers(tx, shopId, [into])).size > 0) return null;
    const states = await lockStates(tx, shopId, [removed, into]);
    const [from, to] = [states.get(removed), states.get(into)];
    if (from && to && frame) {
      const floor = better(from.floor, to.floor, frame.terms);
      const assigned = better(from.assigned, to.assigned, frame.terms);
      await saveStates(tx, shopId, services.clock.now(), new Map([[into, { ...to, floor, assigned, change: null }]]));
    }
    await moveRewards(tx, shopId, removed, into);
    await dropStates(tx, shopId, [removed]);
    return into;
  });
  if (kept !== null) await recountCustomers(services, shopId, [kept], 'merged');
};

function better(a: KeptTier | null, b: KeptTier | null, terms: TierTerms): KeptTier | null {
  if (a === null || b === null) return a ?? b;
  const difference = rankOf(terms, a.tierId) - rankOf(terms, b.tierId);
  if (difference !== 0) return difference > 0 ? a : b;
  return a.until === null || (b.until !== null && a.until >= b.until) ? a : b;
}
