import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Files of balances from another programme. Primary key (shop_id, import_id). */
export interface BalanceImportsTable {
  shop_id: ShopId;
  /** SHA-256 of the file: the same one again is the same import. */
  import_id: string;
  /** The file's name as the merchant had it. */
  name: string;
  /** Shopify's id of the staff member who brought it, started or undid it last. */
  staff_id: string;
  state: 'checked' | 'importing' | 'done' | 'undoing' | 'undone';
  /** Ms of the business clock. */
  checked_at: number;
  finished_at: number | null;
}
