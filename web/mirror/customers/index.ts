/** Shopify's customers, as far as we were told. */
export { customerPayload, type CustomerSnapshot } from './customer-payload.ts';
export { apiEmail, readCustomer } from './read-customer.ts';
export {
  type Customer,
  customersWithEmail,
  findCustomer,
  findCustomers,
  saveCustomer,
  searchCustomers,
} from './store.ts';
