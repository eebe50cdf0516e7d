/**
 * Reads an order through the Admin API, where no payload has it: a refund came before its order, an edit tells no totals, or two
 * states cannot be told apart. One job per order, however often it is asked for.
 */
import { gid } from '../../platform/kit/ids.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { applyOrders } from './apply-orders.ts';
import { orderLinesQuery, orderQuery } from './order-queries.ts';
import { orderFromApi } from './order-from-api.ts';

export const readOrder: JobHandler = async (services, { shopId, key }) => {
  const id = gid('Order', key);
  const { order } = await services.shopify.graphql(shopId, orderQuery, { id });
  if (!order) {
    // Deleted, or older than the window that the app may read. What came by webhook is kept and used when the order comes.
    services.log.warn({ shopId, orderId: key }, 'Shopify shows no such order to the app; it is left as it is');
    return;
  }
  const lines = [...order.lineItems.nodes];
  let page = order.lineItems.pageInfo;
  while (page.hasNextPage) {
    const more = await services.shopify.graphql(shopId, orderLinesQuery, { id, after: page.endCursor });
    if (!more.order) break;
    lines.push(...more.order.lineItems.nodes);
    page = more.order.lineItems.pageInfo;
  }
  const snapshot = orderFromApi(order, lines);
  await services.db.transaction(async (tx) => {
    await applyOrders(services, tx, shopId, [{ ...snapshot, authoritative: true }]);
    await services.emit(tx, { name: 'order.changed', shopId, key });
  });
};
