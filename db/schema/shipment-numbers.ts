import type { ShopId } from '../../web/platform/kit/ids.ts';

/** For finding a parcel by its tracking number. Primary key (shop_id, order_id, fulfillment_id, number). */
export interface ShipmentNumbersTable {
  shop_id: ShopId;
  order_id: string;
  fulfillment_id: string;
  /** Capitals and digits alone, at most 60. */
  number: string;
}
