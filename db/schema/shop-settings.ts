import type { ShopId } from '../../web/platform/kit/ids.ts';

/** The merchant's settings, a row for each document that was ever saved. Primary key (shop_id, document). Written by `platform/settings/store.ts` alone. */
export interface ShopSettingsTable {
  shop_id: ShopId;
  /** Such as `delivery`. */
  document: string;
  /** How often it was saved. */
  version: number;
  /** JSON, as the document's schema has it. */
  settings: string;
  staff_id: string | null;
  saved_at: number;
}
