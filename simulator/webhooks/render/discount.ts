import type { Discount } from '../../world/types.ts';
import { gid, zoned, type Rendering } from './values.ts';

export function discountGid(discount: Discount): string {
  return gid(discount.codes.length > 0 ? 'DiscountCodeNode' : 'DiscountAutomaticNode', discount.id);
}
export function discountStatus(discount: Discount, now: number): 'ACTIVE' | 'EXPIRED' | 'SCHEDULED' {
  if (now < discount.startsAt) return 'SCHEDULED';
  return discount.endsAt !== null && now >= discount.endsAt ? 'EXPIRED' : 'ACTIVE';
}

export function renderDiscount(rendering: Rendering, discount: Discount): Record<string, unknown> {
  return {
    admin_graphql_api_id: discountGid(discount),
    title: discount.title,
    status: discountStatus(discount, rendering.world.now()),
    created_at: zoned(discount.createdAt, rendering.shop.timeZone),
    updated_at: zoned(discount.updatedAt, rendering.shop.timeZone),
  };
}

export interface RedeemCode {
  discount: Discount;
  code: { id: string; code: string };
}
export function renderRedeemCode({ discount, code }: RedeemCode): Record<string, unknown> {
  return {
    admin_graphql_api_id: gid('DiscountCodeNode', discount.id),
    redeem_code: { id: gid('DiscountRedeemCode', code.id), code: code.code },
    updated_at: new Date(discount.updatedAt).toISOString(),
  };
}
