/** Adds up what happened and what it brought: the figures of a period, of a place, of a day. */
import { decimalFromMinor } from '../../platform/kit/money.ts';
import { isLookUp, type ResultFigures, type Surface } from './api-types.ts';

export interface CountedTouches {
  surface: Surface;
  visits: number;
  /** First looks there. */
  orders: number;
  /** First look-ups anywhere. */
  newOrders: number;
  clicks: number;
  carts: number;
}

export interface CountedOrders {
  surface: Surface;
  state: 'paid' | 'unpaid';
  orders: number;
  withDiscount: number;
  /** Minor units. */
  revenue: number;
  refunded: number;
}

/** Of one place, or of all where orders are looked up. */
export function figuresOf(
  place: Surface | 'lookUps',
  touches: readonly CountedTouches[],
  orders: readonly CountedOrders[],
  currency: string,
): ResultFigures {
  const here = ({ surface }: { surface: Surface }) => (place === 'lookUps' ? isLookUp(surface) : surface === place);
  const touched = touches.filter(here);
  const paid = orders.filter((row) => here(row) && row.state === 'paid');
  const visits = sum(touched.map((row) => row.visits));
  const ordersLookedAt = sum(touched.map((row) => (place === 'lookUps' ? row.newOrders : row.orders)));
  const followed = sum(paid.map((row) => row.orders));
  const revenue = sum(paid.map((row) => row.revenue));
  const refunded = sum(paid.map((row) => row.refunded));
  const money = (minor: number) => decimalFromMinor(minor, currency);
  return {
    visits,
    ordersLookedAt,
    visitsPerOrder: ordersLookedAt === 0 ? null : Math.round((visits / ordersLookedAt) * 10) / 10,
    clicks: sum(touched.map((row) => row.clicks)),
    carts: sum(touched.map((row) => row.carts)),
    orders: followed,
    withDiscount: sum(paid.map((row) => row.withDiscount)),
    unpaid: sum(orders.filter((row) => here(row) && row.state === 'unpaid').map((row) => row.orders)),
    revenue: money(revenue),
    refunded: money(refunded),
    net: money(revenue - refunded),
    netPer100Visits: visits === 0 ? null : money(Math.round(((revenue - refunded) * 100) / visits)),
    upsellRate: ordersLookedAt === 0 ? null : followed / ordersLookedAt,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
