import type { ShopId } from '../../web/platform/kit/ids.ts';

/** As customers have told them, without the year. Written by `loyalty/actions/birthdays.ts` alone. Primary key (shop_id, customer_id). */
export interface BirthdaysTable {
  shop_id: ShopId;
  customer_id: string;
  /** 100 × month + day: 229 is 29 February. */
  month_day: number;
  /** Ms: when it was told, or changed, last. */
  told_at: number;
}
