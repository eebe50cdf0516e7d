import type { Customer } from '../../world/types.ts';
import { countryName, gid, ifGranted, number, zoned, type Rendering } from './values.ts';

/** `customers/create`, `update`, `enable`, `disable`: 17 keys. */
export function renderCustomer(rendering: Rendering, customer: Customer): Record<string, unknown> {
  const { tax_exemptions, admin_graphql_api_id, default_address, ...head } = customerFields(rendering, customer);
  const addresses = default_address === null ? [] : [default_address];
  return { ...head, addresses, tax_exemptions, admin_graphql_api_id, default_address };
}

/** The `customer` inside an order: the same without `addresses`. */
export function customerFields(rendering: Rendering, customer: Customer) {
  const { timeZone } = rendering.shop;
  return {
    id: number(customer.id),
    created_at: zoned(customer.createdAt, timeZone),
    updated_at: zoned(customer.updatedAt, timeZone),
    first_name: ifGranted(rendering, 'name', customer.firstName),
    last_name: ifGranted(rendering, 'name', customer.lastName),
    state: customer.state,
    note: customer.note,
    verified_email: customer.verifiedEmail,
    multipass_identifier: null,
    tax_exempt: false,
    email: ifGranted(rendering, 'email', customer.email),
    phone: ifGranted(rendering, 'phone', customer.phone),
    currency: rendering.shop.currency,
    tax_exemptions: [],
    admin_graphql_api_id: gid('Customer', customer.id),
    default_address: defaultAddress(rendering, customer),
  };
}

function defaultAddress(rendering: Rendering, customer: Customer): Record<string, unknown> | null {
  const address = customer.defaultAddress;
  if (!address) return null;
  const country = address.country ?? countryName(address.countryCode);
  return {
    // Each customer has one address; its id is the number after the customer's, which nothing else can have.
    id: number(customer.id) + 1n,
    customer_id: number(customer.id),
    first_name: ifGranted(rendering, 'name', address.firstName),
    last_name: ifGranted(rendering, 'name', address.lastName),
    company: null,
    address1: ifGranted(rendering, 'address', address.address1),
    address2: null,
    city: ifGranted(rendering, 'address', address.city),
    province: address.province,
    country,
    zip: ifGranted(rendering, 'address', address.zip),
    phone: ifGranted(rendering, 'phone', address.phone),
    name: ifGranted(rendering, 'name', [address.firstName, address.lastName].filter(Boolean).join(' ')),
    province_code: null,
    country_code: address.countryCode,
    country_name: country,
    default: true,
  };
}

export function renderDeletedCustomer(customer: Customer): Record<string, unknown> {
  return { id: number(customer.id), tax_exemptions: [], admin_graphql_api_id: gid('Customer', customer.id) };
}

/** `customers_email_marketing_consent/update`. No sample of it is at hand: written after its sister for SMS and shopify.dev's field names. */
export function renderEmailConsent(rendering: Rendering, customer: Customer): Record<string, unknown> {
  const { marketingUpdatedAt } = customer;
  return {
    customer_id: number(customer.id),
    email_address: ifGranted(rendering, 'email', customer.email),
    email_marketing_consent: {
      state: customer.acceptsMarketing ? 'subscribed' : marketingUpdatedAt === null ? 'not_subscribed' : 'unsubscribed',
      opt_in_level: 'single_opt_in',
      consent_updated_at: marketingUpdatedAt === null ? null : zoned(marketingUpdatedAt, rendering.shop.timeZone),
    },
  };
}

export interface MergedCustomers {
  keep: Customer;
  remove: Customer;
  jobId: string;
}
export function renderMerge({ keep, remove, jobId }: MergedCustomers): Record<string, unknown> {
  return {
    admin_graphql_api_customer_kept_id: gid('Customer', keep.id),
    admin_graphql_api_customer_deleted_id: gid('Customer', remove.id),
    admin_graphql_api_job_id: jobId,
    status: 'completed',
    errors: [],
  };
}

export interface CustomerTags {
  customer: Customer;
  tags: string[];
}
export function renderCustomerTags({ customer, tags }: CustomerTags): Record<string, unknown> {
  return { customerId: gid('Customer', customer.id), tags, occurredAt: new Date(customer.updatedAt).toISOString() };
}
