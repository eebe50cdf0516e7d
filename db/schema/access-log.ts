import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Who of the staff saw personal data. Written by `platform/privacy/access-log.ts` alone. Primary key (shop_id, entry_id). */
export interface AccessLogTable {
  shop_id: ShopId;
  /** Ms in 15 digits and something random: sorts by time. */
  entry_id: string;
  /** Ms of the business clock. */
  at: number;
  /** Shopify's id of the staff member. */
  staff_id: string;
  /** What it was, as the page says it (`platform/privacy/api-types.ts`). */
  what:
    | 'customers'
    | 'customer'
    | 'ledger'
    | 'adjustment'
    | 'home'
    | 'rewards'
    | 'tiers'
    | 'referrals'
    | 'surveys'
    | 'shipments'
    | 'data_requests'
    | 'data_request'
    | 'export';
  /** `,1,2,`: whose data, without those who were erased since; empty for nobody. */
  customer_ids: string;
  /** How many people it was, erased ones included. */
  people: number;
}
