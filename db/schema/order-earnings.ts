import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * What was decided for an order when it was fully paid, and what it has brought since. Written by `loyalty/points/ledger.ts`
 * alone. Primary key (shop_id, order_id).
 */
export interface OrderEarningsTable {
  shop_id: ShopId;
  order_id: string;
  /** Null when it earns nothing. */
  account_id: string | null;
  /** `earning`, or why not (`Decision` in rule-in-force.ts). */
  decision: string;
  paid_at: number;
  /** The version of the programme it falls under; null = there was none. */
  programme_version: number;
  /** The merchant's act of awarding past orders that opened it; null = it earns, or not, by itself. */
  award: number | null;
  /** Id of the tier that the customer had at the payment; null = none, or it did not matter. */
  tier: string | null;
  /** JSON: line id → how many times as much the line earns, as a decimal; null = each once. */
  factors: string | null;
  /** The most it ever brought; it holds credited − reversed. */
  credited: number;
  reversed: number;
  /** Entries so far. */
  bookings: number;
  decided_at: number;
}
