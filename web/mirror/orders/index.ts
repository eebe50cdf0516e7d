/** Shopify's orders with their lines and refunds, in the latest state that we were told of. */
export { applyOrders, type Sighting } from './apply-orders.ts';
export { orderComparison } from './compare-orders.ts';
export { findOrderByProof } from './find-by-proof.ts';
export { importFile } from './import/import-file.ts';
export type { ImportReport } from './import/import-orders.ts';
export { orderFromBulk, orderHistoryQuery } from './order-in-bulk.ts';
export { readOrdersLater, resumeReading } from './read-waiting.ts';
export { ordersNamed } from './shipments-changed.ts';
export { type Bought, boughtPage, productsOfCustomer } from './store/bought.ts';
export {
  holdOrders,
  loadOrders,
  type MirroredOrder,
  type OrderHeading,
  orderHeadings,
  orderNames,
  ordersOfCustomer,
} from './store/load-order.ts';
export { countPaidOrders, paidOrderIds } from './store/past-orders.ts';
export { countToRead } from './store/orders-to-read.ts';
export { everyOrderOf, orderIds, orderIdsOfCustomers, orderStates } from './store/order-states.ts';
export { markDeleted } from './store/save-order.ts';
export { unsentAmong, type UnsentOrder, unsentOrders } from './store/unsent-orders.ts';
export { codesOfOrders, ordersWithCode } from './store/used-codes.ts';
export type { UsedCode } from './used-codes.ts';
