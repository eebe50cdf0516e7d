/** Shopify's customers, as far as we were told. */
export { addressOf, customerAtAddress } from './addresses.ts';
export { customerPayload, type CustomerSnapshot } from './customer-payload.ts';
export { customerName } from './customer-name.ts';
export { CHECK_MERGED, customerOfNow, keptCustomer, keptCustomers, withMergedInto } from './merges.ts';
export { erasedAmong } from './erased-among.ts';
export { findPerson } from './privacy.ts';
export { apiEmail, customersWithTags, readCustomer } from './read-customer.ts';
export {
  countCustomers,
  type Customer,
  customersByEmail,
  customerIds,
  findCustomer,
  findCustomers,
  forgetCustomer,
  isForgotten,
  saveCustomersOfOrders,
  searchCustomers,
} from './store.ts';
export { customerSync } from './sync-customers.ts';
