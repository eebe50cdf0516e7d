/** Shopify's orders with their lines and refunds, in the latest state that we were told of. */
export {
  loadOrder,
  type MirroredOrder,
  type OrderHeading,
  orderHeadings,
  ordersOfCustomer,
} from './store/load-order.ts';
