/** Which rewards orders were placed with, and how many of their points should have come back by now. */
import type { Reader, Tx } from '../../../db/open.ts';
import { codesOfOrders, loadOrders, type MirroredOrder } from '../../mirror/orders/index.ts';
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import { pointsToReturn } from './returned-share.ts';
import { redemptionsByCode } from './store/find.ts';
import type { Redemption } from './store/redemption-row.ts';

export interface RewardOnOrder {
  redemptionId: string;
  /** Cumulative (rule M). */
  toReturn: number;
}

/** Orders without a reward are left out. Whoever books it holds the orders. */
export async function rewardsOn(
  tx: Tx,
  shopId: ShopId,
  orderIds: readonly string[],
): Promise<Map<OrderId, RewardOnOrder[]>> {
  const found = new Map<OrderId, RewardOnOrder[]>();
  for (const { order, redemption, toReturn } of await usedRewards(tx, shopId, orderIds)) {
    if (toReturn > 0) found.set(order.id, [...(found.get(order.id) ?? []), { redemptionId: redemption.id, toReturn }]);
  }
  return found;
}

export interface UsedReward {
  order: MirroredOrder;
  redemption: Redemption;
  toReturn: number;
}

export async function usedRewards(handle: Reader, shopId: ShopId, orderIds: readonly string[]): Promise<UsedReward[]> {
  const codes = await codesOfOrders(handle, shopId, orderIds);
  if (codes.size === 0) return [];
  const byCode = await redemptionsByCode(handle, shopId, [
    ...new Set([...codes.values()].flatMap((used) => used.map(({ code }) => code))),
  ]);
  if (byCode.size === 0) return [];
  const orders = await loadOrders(handle, shopId, [...codes.keys()]);
  return [...orders.values()].flatMap((order) =>
    (codes.get(order.id) ?? []).flatMap(({ code, lines }): UsedReward[] => {
      const redemption = byCode.get(code);
      // It can be used once: where an order is known, no other counts.
      if (!redemption || (redemption.orderId !== null && redemption.orderId !== order.id)) return [];
      const state = { ...order, cancelled: order.cancelledAt !== null, deleted: order.deletedAt !== null };
      // Money that was handed over does not come back with what is bought for it.
      const comesBack = redemption.kind !== 'giftCard' && redemption.kind !== 'storeCredit';
      const toReturn = comesBack ? pointsToReturn(state, { points: redemption.points, lines }) : 0;
      return [{ order, redemption, toReturn }];
    }),
  );
}
