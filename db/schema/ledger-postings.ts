import type { ShopId } from '../../web/platform/kit/ids.ts';

/** Append-only; those of one entry sum to zero. Primary key (shop_id, entry_id, position). */
export interface LedgerPostingsTable {
  shop_id: ShopId;
  entry_id: string;
  position: number;
  account:
    | 'pending'
    | 'available'
    | 'debt'
    | 'earned'
    | 'granted'
    | 'reversed'
    | 'lapsed'
    | 'written_off'
    | 'adjusted'
    | 'redeemed'
    | 'reimbursed'
    | 'expired'
    | 'forfeited'
    | 'merged';
  /** Set for `pending` and `available`. */
  lot_id: string | null;
  points: number;
}
