/** Keeps what somebody says of an order; whoever presses twice has said it once. */
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { Score } from './api-types.ts';
import { answerWith, mayAnswer } from './decide-answer.ts';
import { holdAnswer, saveAnswer } from './store.ts';

/** False: it is too late, or not everything has come yet. */
export async function takeAnswer(
  { db, clock }: Services,
  shopId: ShopId,
  orderId: OrderId,
  given: { score: Score; comment?: string | null | undefined; deliveredAt: number | null },
): Promise<boolean> {
  const now = clock.now();
  return db.transaction(async (tx) => {
    const before = await holdAnswer(tx, shopId, orderId);
    if (!mayAnswer(given.deliveredAt, before, now)) return false;
    await saveAnswer(tx, shopId, { orderId, ...answerWith(before, given, now) });
    return true;
  });
}
