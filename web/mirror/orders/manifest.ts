import type { Manifest } from '../../platform/manifest.ts';
import { onCustomerMerged } from './on-customer-merged.ts';
import { onActivated, orderComparison } from './compare-orders.ts';
import { onOrder, onOrderDeleted, onOrderEdited, onRefund } from './on-order.ts';
import { readOrder } from './read-order.ts';
import { READ_ORDER } from './read-order-job.ts';
import { READ_WAITING, readWaiting } from './read-waiting.ts';
import { ordersOfCustomer } from './store/load-order.ts';
import { eraseOrders, forgetOrderCustomer } from './store/save-order.ts';

/** More than any shopper has; an export stays one document. */
const EXPORTED_ORDERS = 10_000;

export const orders: Manifest = {
  name: 'mirror/orders',
  webhooks: {
    'orders/create': onOrder,
    'orders/updated': onOrder,
    'orders/paid': onOrder,
    'orders/cancelled': onOrder,
    'orders/edited': onOrderEdited,
    'orders/delete': onOrderDeleted,
    'refunds/create': onRefund,
  },
  on: { 'installation.activated': onActivated, 'customer.merged': onCustomerMerged },
  jobs: { [READ_ORDER]: readOrder, [READ_WAITING]: readWaiting, [orderComparison.kind]: orderComparison.read },
  privacy: {
    exportCustomer: async (services, shopId, customerId) => ({
      orders: (await ordersOfCustomer(services.db.read, shopId, customerId, EXPORTED_ORDERS)).map(
        ({ id, name, processedAt }) => ({
          id,
          name,
          processedAt: new Date(processedAt).toISOString(),
        }),
      ),
    }),
    redactCustomer: (_services, tx, shopId, customerId) => forgetOrderCustomer(tx, shopId, customerId),
    redactShop: (_services, tx, shopId) => eraseOrders(tx, shopId),
  },
};
