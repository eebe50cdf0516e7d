/** What the API of referrals answers. Times are ISO 8601 in UTC. */

export interface Words {
  en: string;
  vi: string;
}

/**
 * `GET /api/referrals?state=&after=`: newest first, 50 a page. `state` is one of the states below, or `all`; by default those that wait for the
 * merchant.
 */
export interface ReferralPage {
  referrals: ReferralRow[];
  /** For `after`; null = no more. */
  next: string | null;
  /** How many there are of each state. */
  counts: Partial<Record<ReferralState, number>>;
}

/**
 * claimed: the friend has a code and has not ordered. checking: just ordered. pending: the reward waits for the end of the friend's return
 * window. review: it looks like fraud, the merchant decides. rewarded: the points are the advocate's. returned: the order was given back
 * before. rejected: by the merchant. ineligible: no referral after all.
 */
export type ReferralState =
  | 'claimed'
  | 'checking'
  | 'pending'
  | 'review'
  | 'rewarded'
  | 'returned'
  | 'rejected'
  | 'ineligible';

export interface ReferralRow {
  id: string;
  state: ReferralState;
  /** Why it is none, in words; null for other states. */
  reason: Words | null;
  /** Null once erased. */
  advocate: { id: string; name: string | null } | null;
  /** Null before the order, of a guest, and once erased. */
  friend: { id: string; name: string | null } | null;
  order: { id: string; name: string } | null;
  /** What looks like fraud, the gravest first: one warns, two (or the tenth from one network address) hold. */
  signals: { id: string; words: Words }[];
  points: number;
  claimedAt: string;
  orderedAt: string | null;
  /** When the friend's return window ends; null while that is not known. */
  releaseAt: string | null;
  decision: 'approved' | 'rejected' | null;
  /** Shopify's id of the staff member. */
  decidedBy: string | null;
  decidedAt: string | null;
  endedAt: string | null;
}

/** `POST /api/referrals/ID/decide`: of those that are pending or in review. Answers with the row. Deciding the same again changes nothing. */
export interface DecideReferral {
  decision: 'approve' | 'reject';
}
