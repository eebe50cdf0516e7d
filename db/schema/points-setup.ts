import type { ShopId } from '../../web/platform/kit/ids.ts';

/** What the merchant did with the setup guide. Primary key shop_id. */
export interface PointsSetupTable {
  shop_id: ShopId;
  dismissed_at: number | null;
}
