import { randomUUID } from 'node:crypto';
import type { PrivacyRequest } from '../webhooks/render/compliance.ts';
import { NotAllowed } from './refusals.ts';
import type { Customer, Shop, World } from './types.ts';

export const privacyTopics = ['customers/data_request', 'customers/redact', 'shop/redact'] as const;
export type PrivacyTopic = (typeof privacyTopics)[number];

/** Sends the request; after `customers/redact` the store itself has forgotten the person too. */
export function requestPrivacy(world: World, shop: Shop, topic: PrivacyTopic, customer: Customer | null): void {
  const eventId = randomUUID();
  if (topic === 'shop/redact') {
    world.announce({ shop, topic, resource: shop, eventId });
    return;
  }
  if (!customer) throw new NotAllowed(`${topic} needs a customer`);
  const orders = [...shop.orders.values()].filter(({ customerId }) => customerId === customer.id);
  const request: PrivacyRequest = { customer: { ...customer }, orders, requestId: world.nextId() };
  if (topic === 'customers/redact') {
    Object.assign(customer, {
      email: null,
      phone: null,
      firstName: null,
      lastName: null,
      note: null,
      defaultAddress: null,
      acceptsMarketing: false,
      marketingUpdatedAt: null,
      tags: [],
    } satisfies Partial<Customer>);
    for (const order of orders) {
      order.email = null;
      order.phone = null;
      order.shippingAddress = null;
      order.note = null;
      order.noteAttributes = [];
    }
  }
  world.announce({ shop, topic, resource: request, eventId });
}
