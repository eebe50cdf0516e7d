import type { ShopId } from '../../web/platform/kit/ids.ts';

/** The discount beside an order's parcels, wanted when they are first looked at. Written by `retention/tracking/offer-store.ts` alone. Primary key (shop_id, order_id). */
export interface TrackingOffersTable {
  shop_id: ShopId;
  order_id: string;
  /** Where it was first looked at. */
  surface: string;
  percent: number;
  /** Ms from which it cannot be used any more. */
  ends_at: number;
  state: 'making' | 'made' | 'refused';
  /** Null until it is made, and after erasure. */
  code: string | null;
  created_at: number;
}
