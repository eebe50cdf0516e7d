import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Points that were given because an order took longer than promised; the ledger has them under `grant/apology/<order_id>`. Primary key (shop_id, order_id). */
export interface ShipmentApologiesTable {
  shop_id: ShopId;
  order_id: string;
  /** Null once erased. */
  customer_id: string | null;
  /** Whole points. */
  points: number;
  /** `system`, or Shopify's id of the staff member. */
  given_by: string;
  /** Ms. */
  given_at: number;
}
