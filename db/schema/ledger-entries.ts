import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * Append-only: no row is ever changed or deleted while the store exists. Written by `loyalty/points/ledger.ts` alone. Primary
 * key (shop_id, entry_id); (shop_id, key) and (shop_id, account_id, seq) are unique.
 */
export interface LedgerEntriesTable {
  shop_id: ShopId;
  /** `<account_id>.<seq>` */
  entry_id: string;
  account_id: string;
  seq: number;
  kind:
    | 'earned'
    | 'granted'
    | 'reversed'
    | 'restored'
    | 'matured'
    | 'adjusted'
    | 'redeemed'
    | 'reimbursed'
    | 'expired'
    | 'forfeited'
    | 'merged';
  /** Business key: what happened, once. */
  key: string;
  /** SHA-256 of the canonical input: the same key with other input is an error. */
  input_hash: string;
  order_id: string | null;
  /** What else it belongs to: `grant/<key>` or `redemption/<id>`. */
  cause: string | null;
  /** What a grant was for: `sign_up`, `birthday`, … */
  source: string | null;
  /** Ms of the business clock: when it happened, and when it was written down. */
  occurred_at: number;
  booked_at: number;
  actor: 'system' | 'staff';
  /** Net effect on what the customer holds. */
  points: number;
  /** Balances after it, so that a repeated request gets its first answer. */
  available_after: number;
  pending_after: number;
  debt_after: number;
}
