import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Refunds, known from the order or by themselves; money in minor units of the store's currency. Primary key (shop_id, order_id, refund_id). */
export interface OrderRefundsTable {
  shop_id: ShopId;
  order_id: string;
  refund_id: string;
  created_at: number;
  /** JSON: [{"lineId", "quantity"}]. */
  lines: string;
  /** Really given back, by successful transactions. */
  money: number;
  /** Parts of `money` that belong to no line: shipping with its tax, duties, a tax returned alone. */
  shipping: number;
  duties: number;
  tax_only: number;
}
