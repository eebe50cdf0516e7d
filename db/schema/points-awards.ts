import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * Each time that the merchant awarded past orders: from its start on, orders that were processed since then earn although the
 * programme began later. Primary key (shop_id, award); (shop_id, key) is unique.
 */
export interface PointsAwardsTable {
  shop_id: ShopId;
  /** 1, 2, 3, … */
  award: number;
  /** The caller's own: the same act again. */
  key: string;
  /** Ms. */
  since: number;
  /** The version of the programme in force at the act, by which its orders earn. */
  programme_version: number;
  /** Shopify's id of the staff member. */
  staff_id: string;
  asked_at: number;
  /** counting: nothing was awarded yet. changed: nothing will be, because the count was not what the merchant had seen. */
  state: 'counting' | 'changed' | 'awarding' | 'done';
  /** JSON of `PastOrdersCount`: what the merchant had seen, null = did not say; and what was found at the start. */
  expected: string | null;
  counted: string | null;
  /** Orders to look at, and looked at; the id of the last one. */
  total: number;
  scanned: number;
  cursor: string | null;
}
