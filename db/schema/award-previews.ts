import type { ShopId } from '../../web/platform/kit/ids.ts';

/** The latest dry run of awarding past orders. Primary key shop_id. */
export interface AwardPreviewsTable {
  shop_id: ShopId;
  /** Ms. */
  since: number;
  programme_version: number;
  asked_at: number;
  /** Orders to look at, and looked at so far. */
  total: number;
  scanned: number;
  /** JSON of `PastOrdersCount`; null = not finished. */
  counted: string | null;
}
