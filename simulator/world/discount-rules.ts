/**
 * Which discounts a basket gets, as Shopify's checkout decides: dates, customer, usage, minimum, what they may combine with
 * (both must allow it), one product discount per line, product discounts before order discounts before shipping discounts.
 */
import { allocate, decimalText, roundHalfUp } from '../money.ts';
import type { PricedLine } from './order-input.ts';
import type { Discount, DiscountApplication, Id, Minor, Ms, Order, Shop } from './types.ts';

export type DiscountClass = 'product' | 'order' | 'shipping';
export type DiscountRefusal =
  | 'unknown'
  | 'not-started'
  | 'expired'
  | 'used-up'
  | 'already-used'
  | 'not-for-customer'
  | 'minimum-not-met'
  | 'nothing-entitled'
  | 'cannot-combine';

export interface Basket {
  lines: PricedLine[];
  shipping: Minor;
  customerId: Id | null;
  at: Ms;
}
export interface AppliedDiscounts {
  applications: DiscountApplication[];
  /** Per line of the basket, in order. */
  allocations: { application: number; amount: Minor }[][];
  shippingDiscount: Minor;
  codes: Order['discountCodes'];
  used: { discountId: Id; code: string | null }[];
  refused: { code: string; reason: DiscountRefusal }[];
}

export function discountClass(discount: Discount): DiscountClass {
  if (discount.kind === 'freeShipping') return 'shipping';
  return discount.variantIds === null && discount.productIds === null ? 'order' : 'product';
}

/** Codes are found whatever their case, as in Shopify. */
export function findCode(shop: Shop, code: string): { discount: Discount; code: Discount['codes'][number] } | null {
  const wanted = code.trim().toLowerCase();
  for (const discount of shop.discounts.values()) {
    const found = discount.codes.find((each) => each.code.toLowerCase() === wanted);
    if (found) return { discount, code: found };
  }
  return null;
}

interface Candidate {
  discount: Discount;
  code: string | null;
}

export function applyDiscounts(shop: Shop, basket: Basket, codes: string[], automatic: boolean): AppliedDiscounts {
  const result: AppliedDiscounts = {
    applications: [],
    allocations: basket.lines.map((line) => [...line.allocations]),
    shippingDiscount: 0,
    codes: [],
    used: [],
    refused: [],
  };
  const chosen: Candidate[] = [];
  const consider = (candidate: Candidate): DiscountRefusal | null => {
    const reason = refusal(basket, candidate.discount, candidate.code);
    if (reason) return reason;
    if (!chosen.every((other) => mayCombine(other.discount, candidate.discount))) return 'cannot-combine';
    chosen.push(candidate);
    return null;
  };
  for (const text of new Map(codes.map((code) => [code.trim().toLowerCase(), code.trim()])).values()) {
    const found = findCode(shop, text);
    const reason = found ? consider({ discount: found.discount, code: found.code.code }) : 'unknown';
    if (reason) result.refused.push({ code: text, reason });
  }
  if (automatic) {
    for (const discount of shop.discounts.values()) if (discount.codes.length === 0) consider({ discount, code: null });
  }
  const rank: Record<DiscountClass, number> = { product: 0, order: 1, shipping: 2 };
  chosen.sort((one, other) => rank[discountClass(one.discount)] - rank[discountClass(other.discount)]);
  for (const candidate of chosen) give(shop, basket, candidate, result);
  return result;
}

function refusal(basket: Basket, discount: Discount, code: string | null): DiscountRefusal | null {
  if (basket.at < discount.startsAt) return 'not-started';
  if (discount.endsAt !== null && basket.at >= discount.endsAt) return 'expired';
  const uses = code === null ? discount.usedBy.length : (discount.codes.find((each) => each.code === code)?.used ?? 0);
  if (discount.usageLimit !== null && uses >= discount.usageLimit) return 'used-up';
  if (discount.customerIds && !(basket.customerId !== null && discount.customerIds.includes(basket.customerId))) {
    return 'not-for-customer';
  }
  if (discount.oncePerCustomer && basket.customerId !== null && discount.usedBy.includes(basket.customerId)) {
    return 'already-used';
  }
  const entitled = basket.lines.filter((line) => isEntitled(discount, line));
  if (entitled.length === 0) return 'nothing-entitled';
  const worth = entitled.reduce((sum, line) => sum + line.price * line.quantity, 0);
  if (discount.minimumSubtotal !== null && worth < discount.minimumSubtotal) return 'minimum-not-met';
  const pieces = entitled.reduce((sum, line) => sum + line.quantity, 0);
  if (discount.minimumQuantity !== null && pieces < discount.minimumQuantity) return 'minimum-not-met';
  return null;
}

function isEntitled(discount: Discount, line: PricedLine): boolean {
  if (discountClass(discount) !== 'product') return true;
  if (line.variantId !== null && discount.variantIds?.includes(line.variantId)) return true;
  return line.productId !== null && (discount.productIds?.includes(line.productId) ?? false);
}

function mayCombine(one: Discount, other: Discount): boolean {
  return one.combinesWith[discountClass(other)] && other.combinesWith[discountClass(one)];
}

function give(shop: Shop, basket: Basket, { discount, code }: Candidate, result: AppliedDiscounts): void {
  const kind = discountClass(discount);
  const index = result.applications.length;
  let taken: Minor = 0;
  let eachLine: Minor[] = [];
  if (kind === 'shipping') {
    taken = basket.shipping - result.shippingDiscount;
    result.shippingDiscount += taken;
  } else {
    const left = basket.lines.map(
      (line, at) =>
        line.price * line.quantity - (result.allocations[at] ?? []).reduce((sum, part) => sum + part.amount, 0),
    );
    // A gift card is never discounted by a discount on the order.
    const entitled = basket.lines.map((line) => isEntitled(discount, line) && !(kind === 'order' && line.giftCard));
    // One product discount per line: a line that has one already keeps it.
    const weights = left.map((amount, at) =>
      entitled[at] && !(kind === 'product' && hasProductDiscount(result, at)) ? amount : 0,
    );
    const base = weights.reduce((sum, amount) => sum + amount, 0);
    if (discount.kind === 'percentage' && kind === 'product') {
      eachLine = weights.map((amount) => roundHalfUp(amount * discount.value));
    } else if (discount.kind === 'percentage') {
      eachLine = allocate(roundHalfUp(base * discount.value), weights);
    } else if (discount.appliesOnEachItem && kind === 'product') {
      eachLine = weights.map((amount, at) =>
        amount > 0 ? Math.min(amount, discount.value * (basket.lines[at]?.quantity ?? 0)) : 0,
      );
    } else {
      eachLine = allocate(Math.min(discount.value, base), weights);
    }
    taken = eachLine.reduce((sum, amount) => sum + amount, 0);
  }
  eachLine.forEach((amount, at) => {
    if (amount > 0) result.allocations[at]?.push({ application: index, amount });
  });
  result.applications.push({
    type: code === null ? 'automatic' : 'discount_code',
    title: discount.title,
    code,
    value: applicationValue(discount, shop.currency),
    valueType: discount.kind === 'amount' ? 'fixed_amount' : 'percentage',
    targetType: kind === 'shipping' ? 'shipping_line' : 'line_item',
    targetSelection: kind === 'product' ? 'entitled' : 'all',
    allocationMethod: discount.kind === 'amount' && discount.appliesOnEachItem ? 'each' : 'across',
  });
  result.used.push({ discountId: discount.id, code });
  if (code !== null) {
    const type = kind === 'shipping' ? 'shipping' : discount.kind === 'amount' ? 'fixed_amount' : 'percentage';
    result.codes.push({ code, amount: taken, type });
  }
}

function hasProductDiscount(result: AppliedDiscounts, line: number): boolean {
  return (result.allocations[line] ?? []).some(
    ({ application }) => result.applications[application]?.targetSelection === 'entitled',
  );
}

/** A decimal amount, or 0–100 for a percentage. */
function applicationValue(discount: Discount, currency: string): string {
  if (discount.kind === 'freeShipping') return '100.0';
  return discount.kind === 'percentage' ? String(roundTo(discount.value * 100)) : decimalText(discount.value, currency);
}
const roundTo = (value: number): number => Math.round(value * 1e6) / 1e6;
