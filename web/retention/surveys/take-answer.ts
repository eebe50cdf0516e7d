/** Keeps what somebody says of an order; whoever presses twice has said it once. */
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { erasedOrders } from '../../platform/privacy/erased.ts';
import type { Score } from './api-types.ts';
import { answerWith, mayAnswer } from './decide-answer.ts';
import { holdAnswer, saveAnswer } from './store.ts';

/** False: it is too late, not everything has come yet, or nobody is to know any more. */
export async function takeAnswer(
  { db, clock }: Services,
  shopId: ShopId,
  orderId: OrderId,
  given: { score: Score; comment?: string | null | undefined; deliveredAt: number | null },
): Promise<boolean> {
  const now = clock.now();
  return db.transaction(async (tx) => {
    // Of somebody who was erased nothing is written down any more.
    if ((await erasedOrders(tx, shopId, [orderId])).size > 0) return false;
    const before = await holdAnswer(tx, shopId, orderId);
    if (!mayAnswer(given.deliveredAt, before, now)) return false;
    await saveAnswer(tx, shopId, { orderId, ...answerWith(before, given, now) });
    return true;
  });
}
