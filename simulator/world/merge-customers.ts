import { randomUUID } from 'node:crypto';
import { NotAllowed } from './refusals.ts';
import { touch } from './touch.ts';
import type { Customer, Shop, World } from './types.ts';

/**
 * Two customers become one: orders, credit, gift cards and tags go to `keep`, whose own data wins; the other one is gone
 * from every answer. Announces `customers/merge`, `customers/update`.
 */
export function mergeCustomers(world: World, shop: Shop, keep: Customer, remove: Customer): void {
  if (keep.id === remove.id) throw new NotAllowed('a customer cannot be merged with itself');
  for (const order of shop.orders.values()) if (order.customerId === remove.id) order.customerId = keep.id;
  for (const card of shop.giftCards.values()) if (card.customerId === remove.id) card.customerId = keep.id;
  for (const cart of shop.carts.values()) if (cart.customerId === remove.id) cart.customerId = keep.id;
  for (const discount of shop.discounts.values()) {
    discount.usedBy = discount.usedBy.map((id) => (id === remove.id ? keep.id : id));
    if (discount.customerIds) {
      discount.customerIds = [...new Set(discount.customerIds.map((id) => (id === remove.id ? keep.id : id)))];
    }
  }
  keep.storeCredit += remove.storeCredit;
  keep.credits.push(...remove.credits);
  keep.tags = [...new Set([...keep.tags, ...remove.tags])];
  keep.email ??= remove.email;
  keep.phone ??= remove.phone;
  keep.firstName ??= remove.firstName;
  keep.lastName ??= remove.lastName;
  keep.defaultAddress ??= remove.defaultAddress;
  if (!keep.acceptsMarketing && remove.acceptsMarketing) {
    keep.acceptsMarketing = true;
    keep.marketingUpdatedAt = remove.marketingUpdatedAt;
  }
  keep.createdAt = Math.min(keep.createdAt, remove.createdAt);
  if (remove.state === 'enabled') keep.state = 'enabled';
  remove.storeCredit = 0;
  remove.credits = [];
  remove.mergedInto = keep.id;
  shop.metafields.delete(`gid://shopify/Customer/${remove.id}`);
  touch(keep, world.now());
  const eventId = randomUUID();
  const jobId = `gid://shopify/Job/${randomUUID()}`;
  shop.merges.set(jobId, keep.id);
  world.announce({ shop, topic: 'customers/merge', resource: { keep, remove, jobId }, eventId });
  world.announce({ shop, topic: 'customers/update', resource: keep, eventId });
}
