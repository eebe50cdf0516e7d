/**
 * Did an order follow a click on what was offered beside another order? The last click before it wins, within a window; looks count for
 * nothing. docs/decisions/attribution.md says why.
 */
import { DAY, wholeSecond } from '../../platform/kit/clock.ts';
import type { Surface } from './api-types.ts';

/** What somebody did with an offer: a click on a product, or one tap into the cart. */
export interface Click {
  surface: Surface;
  /** The order beside which it was. */
  orderId: string;
  productId: string | null;
  /** Ms. */
  at: number;
}

export interface PlacedOrder {
  id: string;
  sourceName: string | null;
  test: boolean;
  /** Ms of a whole second, as Shopify tells it. */
  placedAt: number;
}

export interface Followed extends Click {
  withDiscount: boolean;
}

/**
 * `clicks`: of the order's customer. `handed`: where a discount that the order used was handed over; it can only have come from there, so it
 * stands for a click where none was heard of.
 */
export function whatItFollowed(
  order: PlacedOrder,
  clicks: readonly Click[],
  handed: Omit<Click, 'productId'> | null,
  windowDays: number,
): Followed | null {
  if (order.test || !comesFromCart(order.sourceName)) return null;
  const beside = (click: { orderId: string }) => click.orderId !== order.id;
  const within = clicks.filter(
    (click) => beside(click) && isWithin(order.placedAt - wholeSecond(click.at), windowDays),
  );
  const last = within.reduce<Click | null>((best, click) => (best === null || click.at > best.at ? click : best), null);
  const withDiscount = handed !== null && beside(handed);
  if (last) return { ...last, withDiscount };
  return withDiscount ? { ...handed, productId: null, withDiscount } : null;
}

function isWithin(after: number, days: number): boolean {
  return after >= 0 && after <= days * DAY;
}

/** Nobody gets to these by a click in the store: they are rung up, written by staff, or renewed by themselves. */
function comesFromCart(sourceName: string | null): boolean {
  const name = sourceName?.toLowerCase() ?? '';
  return name !== 'pos' && name !== 'shopify_draft_order' && !name.startsWith('subscription_contract');
}

export interface OrderMoney {
  total: number;
  paidAt: number | null;
  cancelledAt: number | null;
  deletedAt: number | null;
  refunds: readonly { money: number }[];
}

/** What the order counts for by now. Minor units; never less than nothing stays of it. */
export function whatItBrought(order: OrderMoney): {
  state: 'unpaid' | 'paid' | 'void';
  revenue: number;
  refunded: number;
} {
  const back = order.refunds.reduce((sum, { money }) => sum + money, 0);
  const gone = order.cancelledAt !== null || order.deletedAt !== null;
  return {
    state: gone ? 'void' : order.paidAt === null ? 'unpaid' : 'paid',
    revenue: order.total,
    refunded: Math.min(back, order.total),
  };
}
