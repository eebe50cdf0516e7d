import type { ShopId } from '../../web/platform/kit/ids.ts';

/**
 * A friend who took a code through somebody's link, and what came of it. Written by `loyalty/referrals/store/referrals.ts` alone. Primary
 * key (shop_id, referral_id).
 */
export interface ReferralsTable {
  shop_id: ShopId;
  referral_id: string;
  /** Whose link it was; null = was erased. */
  advocate_id: string | null;
  /**
   * claimed: the friend has a code. checking: it was used on a paid order. pending: the reward waits for the end of the friend's return
   * window. review: for the merchant. rewarded: the points are the advocate's. returned: the order was given back in time. rejected: by
   * the merchant. ineligible: no referral after all, see `reason`.
   */
  state: 'claimed' | 'checking' | 'pending' | 'review' | 'rewarded' | 'returned' | 'rejected' | 'ineligible';
  reason: 'self' | 'not_first' | 'limit' | 'paused' | 'excluded' | null;
  /** The friend's own code, in capitals; null once a person was erased. */
  friend_code: string | null;
  claimed_at: number;
  /** Ms from which the code cannot be used any more. */
  expires_at: number;
  /** What the advocate was promised. */
  points: number;
  /** Digits; null = has not ordered, or was erased. */
  friend_id: string | null;
  order_id: string | null;
  /** When the friend's order was paid. */
  ordered_at: number | null;
  /** JSON: names of what looks like fraud (`Signal` of fraud-signals.ts). */
  signals: string;
  /** Ms at which the friend's return window ends; null = not known yet. */
  release_at: number | null;
  /** What the merchant has decided; Shopify's id of who it was. */
  decision: 'approved' | 'rejected' | null;
  decided_by: string | null;
  decided_at: number | null;
  /** When it came into its last state. */
  ended_at: number | null;
}
