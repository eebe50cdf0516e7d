import type { ShopId } from '../../web/platform/kit/ids.ts';

/** What each row of such a file says, without the address that it may have named. Primary key (shop_id, import_id, line). */
export interface BalanceImportRowsTable {
  shop_id: ShopId;
  import_id: string;
  /** Line of the file, the heading being 1. */
  line: number;
  /** Null where the row names nobody whom the store knows. */
  customer_id: string | null;
  points: number;
  /** Ms until which they can be used; null = by the programme's own rule. */
  expires_at: number | null;
  /** Why it brings nothing; null = it does. */
  problem: string | null;
  /** 0 or 1: its points were given, and not taken back. */
  given: number;
}
