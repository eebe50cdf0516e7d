import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * What people did with what they were offered beside an order, kept for 90 days. Written by `offers/attribution/store/touches.ts` alone.
 * Primary key (shop_id, order_id, half_hour, surface, kind, product_id): the same within half an hour counts once.
 */
export interface TouchesTable {
  shop_id: ShopId;
  /** The order beside which it was offered. */
  order_id: string;
  /** `at` in whole half hours since 1970. */
  half_hour: number;
  surface: string;
  /** code: a discount was handed over. */
  kind: 'view' | 'click' | 'cart' | 'code';
  /** Digits; empty = of no single product. */
  product_id: string;
  /** The order's; of a look null. */
  customer_id: string | null;
  /** In capitals; of a `code` only. */
  code: string | null;
  /** Ms: the last time within the half hour. */
  at: number;
}
