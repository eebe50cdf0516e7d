import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Why and by whom an entry was made by hand: outside the ledger, so that it can be erased. Primary key (shop_id, entry_id). */
export interface LedgerNotesTable {
  shop_id: ShopId;
  entry_id: string;
  reason: string;
  /** Shopify's id of the staff member. */
  staff_id: string;
}
