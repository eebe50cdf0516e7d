import type { ShopId } from '../../web/platform/kit/ids.ts';

/** What the merchant did with the setup guide, and what of the programme has been carried out. Primary key shop_id. */
export interface PointsSetupTable {
  shop_id: ShopId;
  dismissed_at: number | null;
  /** The terms of expiry by which the lots are dated, as JSON; null = they never lapse. */
  expiry: string | null;
}
