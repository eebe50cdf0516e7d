/**
 * An order tells that a reward was used: Shopify has no webhook for that. What comes back of it is booked here too, because an order that was
 * never paid earns nothing and yet gives the points back when it is cancelled.
 */
import { codesOfOrders, holdOrders } from '../../mirror/orders/index.ts';
import type { BatchHandler, Work } from '../../platform/manifest.ts';
import { giveBackPoints } from './give-back-points.ts';
import { usedRewards } from './rewards-on.ts';
import { markUsed } from './store/save.ts';

export const onOrderChanged: BatchHandler<Work> = {
  async batch(services, shopId, works) {
    const changed = [...new Set(works.map(({ key }) => key))];
    const withCodes = [...(await codesOfOrders(services.db.read, shopId, changed)).keys()];
    if (withCodes.length === 0) return;
    await services.db.transaction(async (tx) => {
      await holdOrders(tx, shopId, withCodes);
      for (const { order, redemption, toReturn } of await usedRewards(tx, shopId, withCodes)) {
        if (redemption.orderId === null) await markUsed(tx, shopId, redemption.id, order.id, order.processedAt);
        if (toReturn > redemption.cameBack)
          await giveBackPoints(services, tx, shopId, redemption, { total: toReturn, orderId: order.id });
      }
    });
  },
};
