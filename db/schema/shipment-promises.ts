import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * What was said first of when a parcel comes, or with an empty `fulfillment_id` the whole order; never changed. Primary key (shop_id, order_id, fulfillment_id). Written by
 * `retention/shipments/store/promises.ts` alone.
 */
export interface ShipmentPromisesTable {
  shop_id: ShopId;
  order_id: string;
  fulfillment_id: string;
  /** JSON of an `Estimate`. */
  promise: string;
  /** Ms. */
  kept_at: number;
}
