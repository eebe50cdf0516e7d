import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * Whose points, and how many: the sum of the account's postings. Written by `loyalty/points/ledger.ts` alone. Primary key
 * (shop_id, account_id); (shop_id, customer_id) is unique.
 */
export interface PointsAccountsTable {
  shop_id: ShopId;
  /** Random, so that the ledger itself names nobody. */
  account_id: string;
  /** Shopify's id; null of a guest, and once the person was erased. Of a merged account, the customer who is gone. */
  customer_id: string | null;
  /** Digest of the address of somebody who bought without an account; null as soon as a customer has claimed their points. */
  guest: string | null;
  available: number;
  pending: number;
  /** Points owed; available is 0 while it is more than 0. */
  debt: number;
  /** The account that everything was moved to when the customer was merged into another; never itself a merged one. */
  merged_into: string | null;
  /** Number of the last entry. */
  rev: number;
  /** Ms: when the earliest of what its entries tell happened, whenever it was written down; null while there is none. */
  first_activity_at: number | null;
  /** Ms: when the latest of it happened. */
  last_activity_at: number | null;
}
