import { randomUUID } from 'node:crypto';
import { findCode } from './discount-rules.ts';
import { NotAllowed } from './refusals.ts';
import type { Discount, Shop, World } from './types.ts';

/** What a discount needs; the rest has Shopify's defaults: everyone, no end, no limit, combines with nothing. */
export type DiscountInput = Pick<Discount, 'title' | 'kind' | 'value'> &
  Partial<Omit<Discount, 'id' | 'codes' | 'usedBy' | 'createdAt' | 'updatedAt'>> & {
    /** None = automatic. */
    codes: string[];
    announce?: boolean;
  };

export function createDiscount(world: World, shop: Shop, input: DiscountInput): Discount {
  const { codes, announce, ...fields } = input;
  for (const code of codes) {
    if (code.trim() === '') throw new NotAllowed('a code cannot be blank');
    if (findCode(shop, code)) throw new NotAllowed(`Code must be unique. Please try a different code. (${code})`);
  }
  if (fields.kind === 'percentage' && !(fields.value > 0 && fields.value <= 1)) {
    throw new NotAllowed('a percentage is above 0 and at most 1');
  }
  const now = world.now();
  const discount: Discount = {
    appliesOnEachItem: false,
    variantIds: null,
    productIds: null,
    collectionIds: null,
    customerIds: null,
    minimumSubtotal: null,
    minimumQuantity: null,
    usageLimit: null,
    oncePerCustomer: false,
    combinesWith: { order: false, product: false, shipping: false },
    startsAt: now,
    endsAt: null,
    tags: [],
    ...fields,
    id: world.nextId(),
    codes: codes.map((code) => ({ id: world.nextId(), code, used: 0 })),
    usedBy: [],
    createdAt: now,
    updatedAt: now,
  };
  shop.discounts.set(discount.id, discount);
  if (announce !== false) {
    const eventId = randomUUID();
    world.announce({ shop, topic: 'discounts/create', resource: discount, eventId });
    for (const code of discount.codes) {
      world.announce({ shop, topic: 'discounts/redeemcode_added', resource: { discount, code }, eventId });
    }
  }
  return discount;
}
