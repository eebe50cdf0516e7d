/**
 * A second opinion on points, written from the rules alone and sharing no code with the app: a store's orders as Shopify would
 * tell them, and what each customer must hold after each event, exact to the point. Slow and simple on purpose.
 */
export const DAY = 86_400_000;
/** A product that earns nothing, and one of which each piece earns half as much again. */
export const EXCLUDED = '666';
export const BOOSTED = '777';
/** For a while everything earns twice as much, by the clocks of the store. */
export interface Happy {
  from: number;
  until: number;
}

/** Decimals, and minor units per point, as a store begins in each of these currencies. */
export const CURRENCIES: ReadonlyMap<string, { decimals: number; perPoint: number }> = new Map([
  ['USD', { decimals: 2, perPoint: 100 }],
  ['JPY', { decimals: 0, perPoint: 100 }],
  ['KWD', { decimals: 3, perPoint: 1_000 }],
]);

function currencyOf(code: string) {
  const currency = CURRENCIES.get(code);
  if (!currency) throw new Error(`the model knows no ${code}`);
  return currency;
}

export interface ModelLine {
  id: string;
  product: string;
  /** Minor units. */
  price: number;
  quantity: number;
  /** What the customer still has. */
  current: number;
  discount: number;
  tax: number;
  giftCard: boolean;
}
interface ModelRefund {
  id: string;
  at: number;
  lines: { id: string; quantity: number }[];
  money: number;
  shipping: number;
}
export interface ModelOrder {
  id: string;
  happy?: Happy;
  currency: string;
  customer: string;
  lines: ModelLine[];
  refunds: ModelRefund[];
  taxesIncluded: boolean;
  subtotal: number;
  total: number;
  status: string;
  createdAt: number;
  updatedAt: number;
  paidAt: number | null;
  cancelledAt: number | null;
  /** What was spent on it. */
  reward?: { id: string; points: number };
}

/** How many times as much the line earns, in halves: the best that matches it, not all together. */
function halves({ product }: ModelLine, { createdAt, happy }: ModelOrder): bigint {
  if (product === EXCLUDED) return 0n;
  if (happy && createdAt >= happy.from && createdAt < happy.until) return 4n;
  return product === BOOSTED ? 3n : 2n;
}

/** Points an order should have brought by now, at one point per unit of the rate, without tax. */
export function shouldHold(order: ModelOrder): number {
  if (order.cancelledAt !== null || order.status === 'voided') return 0;
  const quantities = order.lines.reduce((product, { quantity }) => product * BigInt(quantity), 1n);
  let whole = 0n;
  /** Times `quantities`, so that it stays a whole number. */
  let kept = 0n;
  let sold = 0;
  for (const line of order.lines) {
    const paid = line.price * line.quantity - line.discount;
    sold += paid;
    const net = line.giftCard ? 0n : BigInt(paid - (order.taxesIncluded ? line.tax : 0)) * halves(line, order);
    whole += net;
    kept += (net * BigInt(line.current) * quantities) / BigInt(line.quantity);
  }
  const total = BigInt(order.total + Math.max(0, sold - order.subtotal));
  const typed = order.refunds
    .filter(({ lines }) => lines.length === 0)
    .reduce((sum, { money, shipping }) => sum + BigInt(money - shipping), 0n);
  const left = total === 0n ? kept : kept * total - whole * typed * quantities;
  if (left <= 0n) return 0;
  return Number(left / (2n * quantities * (total === 0n ? 1n : total) * BigInt(currencyOf(order.currency).perPoint)));
}

const iso = (ms: number) => new Date(ms).toISOString();

function decimal(minor: number, currency: string): string {
  const { decimals } = currencyOf(currency);
  if (decimals === 0) return String(minor);
  const digits = String(minor).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function money(minor: number, currency: string) {
  return { shop_money: { amount: decimal(minor, currency), currency_code: currency } };
}

/** As `refunds/create` tells it. */
export function refundBody({ id, currency }: ModelOrder, refund: ModelRefund) {
  return {
    id: refund.id,
    order_id: id,
    created_at: iso(refund.at),
    refund_line_items: refund.lines.map((line) => ({ line_item_id: line.id, quantity: line.quantity })),
    refund_shipping_lines:
      refund.shipping > 0
        ? [{ subtotal_amount_set: money(refund.shipping, currency), tax_amount_set: money(0, currency) }]
        : [],
    total_duties_set: money(0, currency),
    transactions: [{ kind: 'refund', status: 'success', amount: decimal(refund.money, currency), currency }],
  };
}

/** As `orders/*` tell it: the whole order in its present state. */
export function orderBody(order: ModelOrder) {
  const { currency } = order;
  return {
    id: order.id,
    currency,
    financial_status: order.status,
    taxes_included: order.taxesIncluded,
    total_price: decimal(order.total, currency),
    subtotal_price: decimal(order.subtotal, currency),
    created_at: iso(order.createdAt),
    processed_at: iso(order.createdAt),
    updated_at: iso(order.updatedAt),
    cancelled_at: order.cancelledAt === null ? null : iso(order.cancelledAt),
    customer: { id: order.customer },
    line_items: order.lines.map((line) => ({
      id: line.id,
      product_id: line.product,
      quantity: line.quantity,
      current_quantity: line.current,
      price: decimal(line.price, currency),
      gift_card: line.giftCard,
      requires_shipping: true,
      tax_lines: [{ price: decimal(line.tax, currency) }],
      discount_allocations: [{ amount: decimal(line.discount, currency) }],
    })),
    refunds: order.refunds.map((refund) => refundBody(order, refund)),
  };
}

/** As `customers/merge` tells it. */
export function mergeBody(kept: string, removed: string, status = 'completed') {
  return {
    admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept}`,
    admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${removed}`,
    admin_graphql_api_job_id: null,
    status,
    errors: [],
  };
}
