import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Every state of the programme's settings that ever held; never changed. Primary key (shop_id, version). */
export interface ProgrammeVersionsTable {
  shop_id: ShopId;
  /** 1, 2, 3, … */
  version: number;
  /** Ms of the business clock. */
  valid_from: number;
  /** JSON of `ProgrammeSettings`. */
  settings: string;
  /** Shopify's id of the staff member; null = set by the app at installation. */
  staff_id: string | null;
}
