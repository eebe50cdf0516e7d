import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * What a customer's orders have brought in bonuses. Written by `loyalty/bonuses/store.ts` alone. Primary key (shop_id, customer_id, goal,
 * count).
 */
export interface OrderBonusesTable {
  shop_id: ShopId;
  customer_id: string;
  /** `first`, `orders/<id of the goal>` or `spend/<id of the goal>`. */
  goal: string;
  /** The first, second, … time that it was reached. */
  count: number;
  /** What the customer has of it: given and not taken back. */
  points: number;
  /** JSON list of `{key, points}`: the grants of the ledger that it came by and what is left of each, oldest first. */
  grants: string;
  /** The order that reached it, as it was when it was given last. */
  order_id: string;
  /** 0 or 1: given, but nobody knows yet when it can be spent. */
  held: number;
}
