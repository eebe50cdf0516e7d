/** Shopify has said what became of a reward: it is the customer's, or its points come back. In the transaction that stores the answer. */
import type { Settled } from '../../offers/discounts/index.ts';
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { giveBackPoints } from './give-back-points.ts';
import { findRedemption } from './store/find.ts';
import { markIssued, markRefused } from './store/save.ts';

export async function settleRedemption(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  id: string,
  settled: Settled,
): Promise<void> {
  const now = services.clock.now();
  if (settled.outcome === 'made') {
    const kind = (await findRedemption(tx, shopId, id))?.kind;
    const code = kind === 'giftCard' && settled.code !== null ? `•••• ${settled.code.slice(-4)}` : settled.code;
    if (await markIssued(tx, shopId, id, code, now))
      await services.emit(tx, { name: 'reward.issued', shopId, key: id });
    return;
  }
  if (!(await markRefused(tx, shopId, id, settled.problem, now))) return;
  const redemption = await findRedemption(tx, shopId, id);
  if (redemption) await giveBackPoints(services, tx, shopId, redemption, { total: redemption.points, orderId: null });
}

/** What the offer of a redemption is called. */
export function offerIdOf(redemptionId: string): string {
  return `reward/${redemptionId}`;
}
