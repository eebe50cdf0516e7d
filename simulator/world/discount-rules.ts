/**
 * Which discounts a basket gets, as Shopify's checkout decides: dates, customer, usage, minimum, what they may combine with
 * (both must allow it), and among all that may stand together the combination that saves the shopper most.
 */
import {
  type Basket,
  type Candidate,
  type DiscountAmounts,
  discountClass,
  isEntitled,
  takeDiscounts,
} from './discount-amounts.ts';
import { decimalText } from '../money.ts';
import type { Discount, DiscountApplication, Id, Minor, Order, Shop } from './types.ts';

export { type Basket, discountClass } from './discount-amounts.ts';
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

export interface AppliedDiscounts {
  applications: DiscountApplication[];
  /** Per line of the basket, in order. */
  allocations: { application: number; amount: Minor }[][];
  shippingDiscount: Minor;
  codes: Order['discountCodes'];
  used: { discountId: Id; code: string | null }[];
  refused: { code: string; reason: DiscountRefusal }[];
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

export function applyDiscounts(shop: Shop, basket: Basket, codes: string[], automatic: boolean): AppliedDiscounts {
  const refused: AppliedDiscounts['refused'] = [];
  const candidates: Candidate[] = [];
  for (const text of new Map(codes.map((code) => [code.trim().toLowerCase(), code.trim()])).values()) {
    const found = findCode(shop, text);
    const reason = found ? refusal(basket, found.discount, found.code.code) : 'unknown';
    if (reason) refused.push({ code: text, reason });
    // Two codes of one discount are one discount.
    else if (found && !candidates.some(({ discount }) => discount === found.discount)) {
      candidates.push({ discount: found.discount, code: found.code.code });
    } else refused.push({ code: text, reason: 'cannot-combine' });
  }
  if (automatic) {
    for (const discount of shop.discounts.values()) {
      if (discount.codes.length === 0 && refusal(basket, discount, null) === null)
        candidates.push({ discount, code: null });
    }
  }
  const best = bestCombination(basket, candidates);
  for (const { code } of candidates) {
    if (code !== null && !best.taken.some((each) => each.code === code))
      refused.push({ code, reason: 'cannot-combine' });
  }
  return { ...applied(shop, basket, best), refused };
}

/** Why the discount cannot be had with this basket, whatever else stands in it. Uses of bulk codes count code by code. */
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
  // What a discount does not apply to does not count towards its minimum either. Prices are those before discounts.
  const entitled = basket.lines.filter((line) => isEntitled(discount, line, basket.collections));
  if (entitled.length === 0) return 'nothing-entitled';
  const worth = entitled.reduce((sum, line) => sum + line.price * line.quantity, 0);
  if (discount.minimumSubtotal !== null && worth < discount.minimumSubtotal) return 'minimum-not-met';
  const pieces = entitled.reduce((sum, line) => sum + line.quantity, 0);
  if (discount.minimumQuantity !== null && pieces < discount.minimumQuantity) return 'minimum-not-met';
  return null;
}

/** Two free shippings never combine; the rest as both allow. */
function mayCombine(one: Discount, other: Discount): boolean {
  const [a, b] = [discountClass(one), discountClass(other)];
  if (a === 'shipping' && b === 'shipping') return false;
  return one.combinesWith[b] && other.combinesWith[a];
}

/** The allowed combination that saves most; of equals the one whose codes were entered first. */
function bestCombination(basket: Basket, candidates: Candidate[]): DiscountAmounts {
  let best = takeDiscounts(basket, []);
  for (const combination of largestCombinations(candidates)) {
    const amounts = takeDiscounts(basket, combination);
    if (amounts.total > best.total || (amounts.total === best.total && best.taken.length === 0)) best = amounts;
  }
  return best;
}

/**
 * Every set in which each may combine with each and to which nothing can be added: the maximal cliques of "may combine"
 * (Bron–Kerbosch). A shopper enters five codes at most and a shop has 25 automatic discounts at most.
 */
function* largestCombinations(
  open: Candidate[],
  chosen: Candidate[] = [],
  passed: Candidate[] = [],
): Generator<Candidate[], void, undefined> {
  if (open.length === 0) {
    if (passed.length === 0 && chosen.length > 0) yield chosen;
    return;
  }
  let left = open;
  let gone = passed;
  for (const candidate of open) {
    const friends = (others: Candidate[]) =>
      others.filter((other) => other !== candidate && mayCombine(other.discount, candidate.discount));
    yield* largestCombinations(friends(left), [...chosen, candidate], friends(gone));
    left = left.filter((other) => other !== candidate);
    gone = [...gone, candidate];
  }
}

function applied(shop: Shop, basket: Basket, amounts: DiscountAmounts): Omit<AppliedDiscounts, 'refused'> {
  const allocations = basket.lines.map((line) => [...line.allocations]);
  amounts.taken.forEach(({ eachLine }, application) => {
    eachLine.forEach((amount, at) => {
      if (amount > 0) allocations[at]?.push({ application, amount });
    });
  });
  return {
    applications: amounts.taken.map((taken) => describe(shop, taken)),
    allocations,
    shippingDiscount: amounts.shipping,
    codes: amounts.taken.flatMap(({ code, discount, total }) =>
      code === null ? [] : [{ code, amount: total, type: codeType(discount) }],
    ),
    used: amounts.taken.map(({ discount, code }) => ({ discountId: discount.id, code })),
  };
}

function describe({ currency }: Shop, { discount, code }: Candidate): DiscountApplication {
  const kind = discountClass(discount);
  return {
    type: code === null ? 'automatic' : 'discount_code',
    title: discount.title,
    code,
    value: discountValue(discount, currency),
    valueType: discount.kind === 'amount' ? 'fixed_amount' : 'percentage',
    targetType: kind === 'shipping' ? 'shipping_line' : 'line_item',
    targetSelection: kind === 'product' ? 'entitled' : 'all',
    allocationMethod: discount.kind === 'amount' && discount.appliesOnEachItem ? 'each' : 'across',
  };
}

function codeType(discount: Discount): Order['discountCodes'][number]['type'] {
  if (discount.kind === 'freeShipping') return 'shipping';
  return discount.kind === 'amount' ? 'fixed_amount' : 'percentage';
}

/** As payloads write it: "5.00" for an amount, "10.0" for a percentage, "100.0" for free shipping. */
function discountValue(discount: Discount, currency: string): string {
  if (discount.kind === 'amount') return decimalText(discount.value, currency);
  const percent = discount.kind === 'freeShipping' ? 100 : Math.round(discount.value * 1e6) / 1e4;
  return Number.isInteger(percent) ? percent.toFixed(1) : String(percent);
}
