import type { ShopId } from '../../web/platform/kit/ids.ts';

/** How far a store was looked through for orders of which nothing was sent. Whoever counts its apologies holds its row. Primary key (shop_id). */
export interface ShipmentLooksTable {
  shop_id: ShopId;
  /** Ms: orders placed until then were looked at. */
  unsent_until: number;
}
