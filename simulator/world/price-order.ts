/** Prices an order before it exists: line discounts, codes and order discount, tax, totals. Used by orders and checkout. */
import { allocate, decimalText, roundHalfUp } from '../money.ts';
import { applyDiscounts, findCode, type AppliedDiscounts } from './discount-rules.ts';
import type { OrderInput, PricedLine, PricedOrder } from './order-input.ts';
import { priceLine } from './price-lines.ts';
import { NotAllowed } from './refusals.ts';
import type { DiscountApplication, Id, Minor, Ms, Shop } from './types.ts';

export type PricedWithRefusals = PricedOrder & { refused: AppliedDiscounts['refused'] };

/** Codes that the shop refuses are listed in `refused`; the caller decides whether that stops it. */
export function priceOrder(shop: Shop, input: OrderInput, customerId: Id | null, at: Ms): PricedWithRefusals {
  if (input.lines.length === 0) throw new NotAllowed('an order needs a line');
  const lines = input.lines.map((line) => priceLine(shop, line));
  const manual: DiscountApplication[] = [];
  lines.forEach((line) => {
    takeLineDiscount(shop, line, manual);
  });

  const shipping = input.shipping ?? 0;
  const foreign = foreignCode(shop, input);
  const codes = foreign === null ? (input.discountCodes ?? []) : [];
  // Applications of the discounts in the shop count from where the manual ones end.
  const applied = applyDiscounts(
    shop,
    { lines, shipping, customerId, at, collections: shop.collections },
    codes,
    input.automaticDiscounts ?? false,
  );
  applied.allocations.forEach((parts, index) => {
    const line = lines[index];
    if (!line) return;
    const own = line.allocations.length;
    line.allocations = parts.map((part, at) =>
      at < own ? part : { ...part, application: part.application + manual.length },
    );
  });
  const applications = [...manual, ...applied.applications];
  if (input.orderDiscount) takeOrderDiscount(shop, lines, input.orderDiscount, foreign, applications);

  const taxesIncluded = input.taxesIncluded ?? shop.taxesIncluded;
  takeTax(lines, input, taxesIncluded);
  const sum = (amount: (line: PricedLine) => Minor): Minor => lines.reduce((total, line) => total + amount(line), 0);
  const subtotal = sum(discounted);
  const totalTax = sum((line) => line.tax) + (input.shippingTax ?? 0);
  const shippingDiscount = applied.shippingDiscount;
  return {
    lines,
    applications,
    discountCodes:
      foreign === null
        ? applied.codes
        : [{ code: foreign, amount: input.orderDiscount ?? 0, type: 'fixed_amount' as const }],
    used: applied.used,
    refused: applied.refused,
    shippingDiscount,
    subtotal,
    totalTax,
    totalDiscounts: sum((line) => line.price * line.quantity) - subtotal + shippingDiscount,
    total:
      subtotal + shipping - shippingDiscount + (taxesIncluded ? 0 : totalTax) + (input.duties ?? 0) + (input.tip ?? 0),
  };
}

export function discounted(line: PricedLine): Minor {
  return line.price * line.quantity - line.allocations.reduce((total, part) => total + part.amount, 0);
}

function takeLineDiscount(shop: Shop, line: PricedLine, manual: DiscountApplication[]): void {
  const amount = line.input.discount ?? 0;
  if (amount === 0) return;
  if (amount < 0 || amount > line.price * line.quantity) throw new NotAllowed('a line discount must fit its line');
  line.allocations.push({ application: manual.length, amount });
  manual.push({
    type: 'manual',
    title: 'Discount',
    code: null,
    value: decimalText(amount, shop.currency),
    valueType: 'fixed_amount',
    targetType: 'line_item',
    targetSelection: 'explicit',
    allocationMethod: 'one',
  });
}

/** A code that the shop does not know is taken, as `orderCreate` does, when the order says what it is worth. */
function foreignCode(shop: Shop, input: OrderInput): string | null {
  const [code, ...more] = input.discountCodes ?? [];
  if (code === undefined || more.length > 0 || !input.orderDiscount) return null;
  return findCode(shop, code) ? null : code;
}

function takeOrderDiscount(
  shop: Shop,
  lines: PricedLine[],
  amount: Minor,
  code: string | null,
  applications: DiscountApplication[],
): void {
  const weights = lines.map(discounted);
  if (amount < 0 || amount > weights.reduce((total, weight) => total + weight, 0)) {
    throw new NotAllowed('an order discount must fit the subtotal');
  }
  allocate(amount, weights).forEach((part, index) => {
    if (part > 0) lines[index]?.allocations.push({ application: applications.length, amount: part });
  });
  applications.push({
    type: code === null ? 'manual' : 'discount_code',
    title: code ?? 'Discount',
    code,
    value: decimalText(amount, shop.currency),
    valueType: 'fixed_amount',
    targetType: 'line_item',
    targetSelection: 'all',
    allocationMethod: 'across',
  });
}

function takeTax(lines: PricedLine[], input: OrderInput, taxesIncluded: boolean): void {
  const typed = lines.filter((line) => line.input.tax !== undefined);
  for (const line of typed) line.tax = line.input.tax ?? 0;
  const open = lines.filter((line) => line.input.tax === undefined);
  const weights = open.map((line) => (line.taxable ? discounted(line) : 0));
  if (input.tax !== undefined && input.tax !== 0) {
    if (input.tax < 0) throw new NotAllowed('tax cannot be negative');
    const base = weights.reduce((total, weight) => total + weight, 0);
    if (base === 0) throw new NotAllowed('no taxable line carries the tax');
    if (taxesIncluded && input.tax >= base) throw new NotAllowed('a tax included in the price must be less than it');
    allocate(input.tax, weights).forEach((part, index) => {
      const line = open[index];
      if (line) line.tax = part;
    });
  } else if (input.taxRate) {
    const rate = input.taxRate;
    open.forEach((line, index) => {
      const base = weights[index] ?? 0;
      line.tax = roundHalfUp(taxesIncluded ? (base * rate) / (1 + rate) : base * rate);
    });
  }
  for (const line of lines) {
    const net = discounted(line) - (taxesIncluded ? line.tax : 0);
    line.taxRate = net > 0 ? Math.round((line.tax / net) * 1e4) / 1e4 : 0;
  }
}
