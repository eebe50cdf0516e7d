import type { Generated } from 'kysely';
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
  /** `grant/<key>` of the grant that brought it; null for points of an order, or given by hand. */
  cause: string | null;
  source: string | null;
  /** Of a bonus that a customer gets once: which; two customers who become one keep one of them, and the other's is null from then on. */
  once: string | null;
  /** All that was put into it. */
  credited: number;
  remaining: number;
  /** What lapsed of it and was not counted yet towards what a refund takes back. */
  lapsed: Generated<number>;
  /** As booked. What is due counts as available or expired also before that is booked. */
  state: 'pending' | 'available' | 'expired';
  /** Null while the start of the return window is unknown. */
  available_at: number | null;
  /** Ms: the last moment of the store's last day on which it can be spent; null = never lapses. */
  expires_at: number | null;
  /** 1: the customer was reminded that it will lapse. */
  reminded: Generated<number>;
  /** Ms of the payment or change that brought it. */
  counts_from: number;
  created_at: number;
  /** JSON of `LotRule`; null for points given by hand. */
  rule: string | null;
}
