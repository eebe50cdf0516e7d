import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * Lines of a bulk operation's file until their order is applied: the file has them in any order, so orders and their lines meet
 * here. Holds no name and no address of a person. Primary key (shop_id, order_id, object_id).
 */
export interface HistoryRowsTable {
  shop_id: ShopId;
  order_id: string;
  /** Digits of the line item's id; empty for the order itself. */
  object_id: string;
  /** The JSON as it stood in the file. */
  data: string;
}
