/**
 * What becomes of a referral whose friend has ordered. The advocate's points are held from the friend's payment; they are theirs once the
 * friend's return window has ended, and gone when the order is given back before. What looks like fraud waits for the merchant.
 */
import { holds, type Signal } from './fraud-signals.ts';

export type Ineligible = 'self' | 'not_first' | 'limit' | 'paused' | 'excluded';

export interface ReferralFacts {
  /** What the merchant has decided. */
  decision: 'approved' | 'rejected' | null;
  /** Friend and advocate are one, by now. */
  self: boolean;
  /** The friend had bought before. */
  boughtBefore: boolean;
  /** The advocate's other referrals of that year that bring something. */
  othersOfYear: number;
  mostPerYear: number | null;
  /** The programme was running when the friend ordered. */
  running: boolean;
  /** The advocate takes no part in the programme. */
  excluded: boolean;
  /** Something is left of the order, and enough. */
  orderStands: boolean;
  signals: readonly Signal[];
  /** Ms; null = not known yet. */
  windowEndsAt: number | null;
  now: number;
}

export type Verdict =
  | { state: 'ineligible'; reason: Ineligible }
  | { state: 'returned' | 'rejected' | 'rewarded' }
  | { state: 'review' | 'pending'; releaseAt: number | null };

/**
 * `held`: the reward was booked before, so what could have kept it from being booked is settled. Not so an earlier order of the friend: it may be
 * heard of later, so it counts until the reward is given, unless the merchant has approved.
 */
export function judgeReferral(facts: ReferralFacts, held: boolean): Verdict {
  if (facts.self) return { state: 'ineligible', reason: 'self' };
  if (facts.boughtBefore && !(held && facts.decision === 'approved'))
    return { state: 'ineligible', reason: 'not_first' };
  if (!held) {
    const reason = reasonAgainst(facts);
    if (reason) return { state: 'ineligible', reason };
  }
  if (facts.decision === 'rejected') return { state: 'rejected' };
  if (!facts.orderStands) return { state: 'returned' };
  const { windowEndsAt: releaseAt } = facts;
  if (facts.decision !== 'approved' && holds(facts.signals)) return { state: 'review', releaseAt };
  return releaseAt !== null && releaseAt <= facts.now ? { state: 'rewarded' } : { state: 'pending', releaseAt };
}

function reasonAgainst(facts: ReferralFacts): Ineligible | null {
  if (!facts.running) return 'paused';
  if (facts.excluded) return 'excluded';
  return facts.mostPerYear !== null && facts.othersOfYear >= facts.mostPerYear ? 'limit' : null;
}
