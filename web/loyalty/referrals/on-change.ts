/** What may bring a referral further: the friend's order, time, and two customers who become one. */
import { keptCustomer } from '../../mirror/customers/index.ts';
import { codesOfOrders, loadOrders } from '../../mirror/orders/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { BatchHandler, JobHandler, Services, Work } from '../../platform/manifest.ts';
import { erasedCustomers } from '../../platform/privacy/erased.ts';
import { CHECK_REFERRAL, REFERRALS_DUE } from './job-kinds.ts';
import { moveLinks } from './store/links.ts';
import {
  claimedWithCodes,
  dueReferrals,
  lockReferral,
  moveReferrals,
  nextRelease,
  openOfOrders,
  updateReferral,
} from './store/referrals.ts';
import { moveTraces } from './store/traces.ts';

/** `order.changed`: a friend's code was used on an order that is paid, or such an order has changed since. */
export const onOrderChanged: BatchHandler<Work> = {
  async batch(services, shopId, works) {
    const { read } = services.db;
    const orderIds = [...new Set(works.map(({ key }) => key))];
    const codes = await codesOfOrders(read, shopId, orderIds);
    const claimed = await claimedWithCodes(
      read,
      shopId,
      [...codes.values()].flat().map(({ code }) => code),
    );
    const open = await openOfOrders(read, shopId, orderIds);
    const used = [...codes].flatMap(([orderId, list]) =>
      list.flatMap(({ code }) => {
        const referralId = claimed.get(code);
        return referralId === undefined ? [] : [{ orderId, referralId }];
      }),
    );
    for (const one of used) await attribute(services, shopId, one);
    if (open.length > 0) await services.db.transaction((tx) => services.addJob(tx, ...checks(shopId, open)));
  },
};

/** The first paid order with the code is the friend's. */
async function attribute(
  services: Services,
  shopId: ShopId,
  { orderId, referralId }: { orderId: string; referralId: string },
): Promise<void> {
  await services.db.transaction(async (tx) => {
    const referral = await lockReferral(tx, shopId, referralId);
    const order = (await loadOrders(tx, shopId, [orderId])).get(orderId);
    if (!order || order.paidAt === null || order.test || referral?.state !== 'claimed') return;
    const { customerId } = order;
    if (customerId !== null && (await erasedCustomers(tx, shopId, [customerId])).size > 0) return;
    await updateReferral(tx, shopId, {
      ...referral,
      state: 'checking',
      friendId: customerId,
      orderId: order.id,
      orderedAt: order.paidAt,
    });
    await services.addJob(tx, ...checks(shopId, [referralId]));
  });
}

/** Runs at the exact moment at which the next friend's return window ends, and plans the one after it. */
export const checkDue: JobHandler = async (services, { shopId, key }) => {
  const { db, clock } = services;
  let after: string | undefined = '';
  while (after !== undefined) {
    const due: string[] = await dueReferrals(db.read, shopId, clock.now(), { after, limit: 200 });
    if (due.length > 0) await db.transaction((tx) => services.addJob(tx, ...checks(shopId, due)));
    after = due.at(-1);
  }
  const next = await nextRelease(db.read, shopId, clock.now());
  if (next !== null)
    await db.transaction((tx) => services.addJob(tx, { kind: REFERRALS_DUE, shopId, key, runAt: next }));
};

/** `customer.merged`: links and rewards follow the customer; whoever brought themselves, as it turns out, brought nobody. */
export const onCustomerMerged: JobHandler = async (services, { shopId, key }) => {
  const removed = key as CustomerId;
  await services.db.transaction(async (tx) => {
    // From here on nobody is erased: an erasure also forgets that this merge was.
    await erasedCustomers(tx, shopId, [removed]);
    const kept = await keptCustomer(tx, shopId, removed);
    if (kept === null || (await erasedCustomers(tx, shopId, [kept])).size > 0) return;
    await moveLinks(tx, shopId, removed, kept);
    await moveTraces(tx, shopId, removed, kept);
    const open = await moveReferrals(tx, shopId, removed, kept);
    await services.addJob(tx, ...checks(shopId, open));
  });
};

const checks = (shopId: ShopId, ids: readonly string[]) =>
  [...new Set(ids)].map((key) => ({ kind: CHECK_REFERRAL, shopId, key }));
