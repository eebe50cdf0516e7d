/**
 * What discounts that stand together take off: first those on products (at most one for each line, the one that takes
 * most), then those on the order (each of the same subtotal, after the discounts on products), then shipping.
 */
import { allocate, roundHalfUp } from '../money.ts';
import type { PricedLine } from './order-input.ts';
import type { Collection, Discount, Id, Minor, Ms } from './types.ts';

export type DiscountClass = 'product' | 'order' | 'shipping';

export interface Basket {
  lines: PricedLine[];
  shipping: Minor;
  customerId: Id | null;
  at: Ms;
  /** The store's. */
  collections: ReadonlyMap<Id, Collection>;
}
export interface Candidate {
  discount: Discount;
  /** As the shop writes it; null = automatic. */
  code: string | null;
}

export interface DiscountAmounts {
  /** Without those that found nothing left to take; a free shipping stays while the shipping is not known yet. */
  taken: (Candidate & { eachLine: Minor[]; total: Minor })[];
  shipping: Minor;
  total: Minor;
}

/** An amount off each item is a discount on products, also when it is for all of them. */
export function discountClass(discount: Discount): DiscountClass {
  if (discount.kind === 'freeShipping') return 'shipping';
  if (discount.kind === 'amount' && discount.appliesOnEachItem) return 'product';
  return isForAll(discount) ? 'order' : 'product';
}

/** Gift cards are money: nothing is ever taken off them. Free shipping is for whatever is shipped. */
export function isEntitled(discount: Discount, line: PricedLine, collections: Basket['collections']): boolean {
  if (line.giftCard) return false;
  if (discount.kind === 'freeShipping') return line.requiresShipping;
  if (isForAll(discount)) return true;
  if (line.variantId !== null && discount.variantIds?.includes(line.variantId)) return true;
  const { productId } = line;
  if (productId === null) return false;
  if (discount.productIds?.includes(productId)) return true;
  return discount.collectionIds?.some((id) => collections.get(id)?.productIds.includes(productId)) ?? false;
}

function isForAll({ variantIds, productIds, collectionIds }: Discount): boolean {
  return variantIds === null && productIds === null && collectionIds === null;
}

export function takeDiscounts(basket: Basket, combination: Candidate[]): DiscountAmounts {
  const taken: DiscountAmounts['taken'] = [];
  const of = (kind: DiscountClass) => combination.filter(({ discount }) => discountClass(discount) === kind);
  const left = basket.lines.map(
    (line) => line.price * line.quantity - line.allocations.reduce((sum, { amount }) => sum + amount, 0),
  );

  const onProducts = of('product');
  const winners = basket.lines.map((line, at) => winner(basket, onProducts, left, line, at));
  for (const candidate of onProducts) {
    const own = left.map((amount, at) => (winners[at] === candidate ? amount : 0));
    take(taken, left, candidate, productAmounts(basket, candidate.discount, own));
  }
  const subtotal = basket.lines.map((line, at) => (line.giftCard ? 0 : (left[at] ?? 0)));
  for (const candidate of of('order')) {
    const amounts = orderAmounts(candidate.discount, subtotal);
    take(
      taken,
      left,
      candidate,
      amounts.map((amount, at) => Math.min(amount, left[at] ?? 0)),
    );
  }
  let shipping = 0;
  for (const candidate of of('shipping')) {
    shipping = basket.shipping;
    taken.push({ ...candidate, eachLine: [], total: shipping });
  }
  return { taken, shipping, total: taken.reduce((sum, { total }) => sum + total, 0) };
}

function take(taken: DiscountAmounts['taken'], left: Minor[], candidate: Candidate, eachLine: Minor[]): void {
  const total = eachLine.reduce((sum, amount) => sum + amount, 0);
  if (total === 0) return;
  eachLine.forEach((amount, at) => {
    left[at] = (left[at] ?? 0) - amount;
  });
  taken.push({ ...candidate, eachLine, total });
}

/** The discount on products that takes most off this line, were each alone. */
function winner(
  basket: Basket,
  candidates: Candidate[],
  left: Minor[],
  line: PricedLine,
  at: number,
): Candidate | null {
  let best: Candidate | null = null;
  let most = 0;
  for (const candidate of candidates) {
    if (!isEntitled(candidate.discount, line, basket.collections)) continue;
    const own = left.map((amount, index) => {
      const other = basket.lines[index];
      return other && isEntitled(candidate.discount, other, basket.collections) ? amount : 0;
    });
    const amount = productAmounts(basket, candidate.discount, own)[at] ?? 0;
    if (amount > most) [best, most] = [candidate, amount];
  }
  return best;
}

/** `own`: what is left of each line that the discount has to itself, else 0. */
function productAmounts(basket: Basket, discount: Discount, own: Minor[]): Minor[] {
  if (discount.kind === 'percentage') return own.map((amount) => roundHalfUp(amount * discount.value));
  if (discount.appliesOnEachItem) {
    return own.map((amount, at) => Math.min(amount, discount.value * (basket.lines[at]?.quantity ?? 0)));
  }
  return allocate(Math.min(discount.value, sum(own)), own);
}

function orderAmounts(discount: Discount, subtotal: Minor[]): Minor[] {
  const base = sum(subtotal);
  const amount = discount.kind === 'percentage' ? roundHalfUp(base * discount.value) : Math.min(discount.value, base);
  return allocate(amount, subtotal);
}

const sum = (amounts: Minor[]): Minor => amounts.reduce((total, amount) => total + amount, 0);
