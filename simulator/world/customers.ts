import { randomUUID } from 'node:crypto';
import { NotAllowed, Unknown } from './refusals.ts';
import { touch } from './touch.ts';
import type { Address, Customer, Id, Ms, Shop, World } from './types.ts';

export interface CustomerInput {
  email?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  phone?: string | null;
  marketing?: boolean;
  locale?: string;
  tags?: string[];
  note?: string | null;
  defaultAddress?: Address | null;
  /** `enabled` = has an account; default `disabled`. */
  state?: Customer['state'];
  verifiedEmail?: boolean;
  at?: Ms;
  announce?: boolean;
}

export function findCustomer(shop: Shop, id: Id): Customer {
  const customer = shop.customers.get(id);
  if (!customer || customer.mergedInto !== null) throw new Unknown(`no customer ${id} in ${shop.domain}`);
  return customer;
}

export function customerByEmail(shop: Shop, email: string): Customer | null {
  const wanted = email.trim().toLowerCase();
  for (const customer of shop.customers.values()) {
    if (customer.mergedInto === null && customer.email?.toLowerCase() === wanted) return customer;
  }
  return null;
}

/** As Shopify names it. */
export function marketingState(customer: Customer): 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'NOT_SUBSCRIBED' {
  if (customer.acceptsMarketing) return 'SUBSCRIBED';
  return customer.marketingUpdatedAt === null ? 'NOT_SUBSCRIBED' : 'UNSUBSCRIBED';
}

export function createCustomer(world: World, shop: Shop, input: CustomerInput): Customer {
  const email = input.email?.trim() || null;
  if (email && !/^[^\s@]+@[^\s@]+$/.test(email)) throw new NotAllowed(`not an email address: ${email}`);
  if (email && customerByEmail(shop, email)) throw new NotAllowed('Email has already been taken');
  const at = input.at ?? world.now();
  const customer: Customer = {
    id: world.nextId(),
    email,
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    phone: input.phone ?? null,
    state: input.state ?? 'disabled',
    verifiedEmail: input.verifiedEmail ?? email !== null,
    acceptsMarketing: input.marketing ?? false,
    marketingUpdatedAt: input.marketing ? at : null,
    locale: input.locale ?? shop.locale,
    tags: [...(input.tags ?? [])],
    note: input.note ?? null,
    defaultAddress: input.defaultAddress ?? null,
    storeCredit: 0,
    credits: [],
    mergedInto: null,
    createdAt: at,
    updatedAt: at,
  };
  shop.customers.set(customer.id, customer);
  if (input.announce !== false) {
    world.announce({ shop, topic: 'customers/create', resource: customer, eventId: randomUUID() });
  }
  return customer;
}

/** Changes a customer and tells so. */
export function updateCustomer(
  world: World,
  shop: Shop,
  customer: Customer,
  change: Partial<Omit<Customer, 'id' | 'createdAt' | 'updatedAt' | 'mergedInto'>>,
): void {
  if (change.email && customer.email?.toLowerCase() !== change.email.toLowerCase()) {
    if (customerByEmail(shop, change.email)) throw new NotAllowed('Email has already been taken');
  }
  const enabled = change.state === 'enabled' && customer.state !== 'enabled';
  const consented = change.acceptsMarketing !== undefined && change.acceptsMarketing !== customer.acceptsMarketing;
  if (consented) customer.marketingUpdatedAt = world.now();
  Object.assign(customer, change);
  touch(customer, world.now());
  const eventId = randomUUID();
  if (enabled) world.announce({ shop, topic: 'customers/enable', resource: customer, eventId });
  if (consented)
    world.announce({ shop, topic: 'customers_email_marketing_consent/update', resource: customer, eventId });
  world.announce({ shop, topic: 'customers/update', resource: customer, eventId });
}

/** The merchant's own change of tags: told by topics of their own beside `customers/update`. */
export function changeTags(world: World, shop: Shop, customer: Customer, tags: string[]): void {
  const before = customer.tags;
  updateCustomer(world, shop, customer, { tags });
  const added = tags.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !tags.includes(tag));
  if (added.length > 0) world.announce({ shop, topic: 'customer.tags_added', resource: { customer, tags: added } });
  if (removed.length > 0)
    world.announce({ shop, topic: 'customer.tags_removed', resource: { customer, tags: removed } });
}

/** Only customers without orders can be deleted, as in Shopify. */
export function deleteCustomer(world: World, shop: Shop, customer: Customer): void {
  for (const order of shop.orders.values()) {
    if (order.customerId === customer.id) throw new NotAllowed('a customer with orders cannot be deleted');
  }
  shop.customers.delete(customer.id);
  shop.metafields.delete(`gid://shopify/Customer/${customer.id}`);
  world.announce({ shop, topic: 'customers/delete', resource: customer, eventId: randomUUID() });
}
