import type { ShopId } from '../../web/platform/kit/ids.ts';

/** How often what happened on a day; it stays when the touches themselves are forgotten. Written by `offers/attribution/store/touches.ts` alone. Primary key (shop_id, day, surface). */
export interface TouchDaysTable {
  shop_id: ShopId;
  /** `2026-11-22`, the store's. */
  day: string;
  surface: string;
  visits: number;
  /** Orders that were looked at there for the first time. */
  orders: number;
  /** Orders that were looked up for the first time at all; of the thank-you page 0. */
  new_orders: number;
  clicks: number;
  carts: number;
}
