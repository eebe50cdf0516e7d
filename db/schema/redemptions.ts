import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Points that were exchanged for a reward, and what became of it. Written by `loyalty/rewards/store/save.ts` alone. Primary key (shop_id, redemption_id). */
export interface RedemptionsTable {
  shop_id: ShopId;
  redemption_id: string;
  /** Digits; null = the person was erased. */
  customer_id: string | null;
  /** Of the programme, as it was then: the merchant may have removed it since. */
  reward_id: string;
  kind: string;
  points: number;
  /** JSON {"en", "vi"}: what it was called when it was bought. */
  title: string;
  /** JSON: what it takes off, see `loyalty/rewards/worth.ts`. */
  worth: string;
  /**
   * pending: points are taken, Shopify has not answered yet. issued: it can be used, until `expires_at`. returning: it is being given back.
   * refused: Shopify did not make it, the points came back.
   */
  state: 'pending' | 'issued' | 'used' | 'returning' | 'returned' | 'refused';
  problem: string | null;
  /** SHA-256 of what was asked for under its key: the same key with something else is refused. */
  input_hash: string;
  /** In capitals; of a gift card only its last four letters. Null while pending, where there is none, and after erasure. */
  code: string | null;
  /** Ms from which it cannot be used any more; null = without an end. */
  expires_at: number | null;
  created_at: number;
  /** When it was issued or refused. */
  settled_at: number | null;
  /** The order that it was used on. */
  order_id: string | null;
  /** When it was used or returned. */
  ended_at: number | null;
  /** Points that have come back of it so far. */
  came_back: number;
  /** The act of returning it belongs to. */
  return_run: string | null;
}
