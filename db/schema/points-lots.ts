import type { ShopId } from '../../web/platform/kit/ids.ts';

/** One credit with its own dates. Written by `loyalty/points/ledger.ts` alone. Primary key (shop_id, lot_id). */
export interface PointsLotsTable {
  shop_id: ShopId;
  /** Id of the entry that made it: after a merge, an entry of the account that it came from. */
  lot_id: string;
  account_id: string;
  /** Number of that entry within its account. */
  seq: number;
  order_id: string | null;
  /** All that was put into it. */
  credited: number;
  remaining: number;
  /** As booked. A pending lot whose time has come counts as available, also before it is booked. */
  state: 'pending' | 'available';
  /** Null while the start of the return window is unknown. */
  available_at: number | null;
  expires_at: number | null;
  /** Ms of the payment or change that brought it. */
  counts_from: number;
  created_at: number;
  /** JSON of `LotRule`; null for points given by hand. */
  rule: string | null;
}
