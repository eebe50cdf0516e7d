import type { ShopId } from '../../web/platform/kit/ids.ts';

/** By which a customer brings friends. Primary key (shop_id, code). */
export interface ReferralLinksTable {
  shop_id: ShopId;
  /** The last part of the link; nobody guesses it. */
  code: string;
  /** Digits. After a merge a customer has several; the oldest is shown. */
  customer_id: string;
  created_at: number;
}
