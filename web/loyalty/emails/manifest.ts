import type { Manifest } from '../../platform/manifest.ts';
import { pointsEarned } from './points-earned.ts';
import { pointsExpiring } from './points-expiring.ts';
import type { LoyaltyReaders } from './readers.ts';
import { referralRewarded } from './referral-rewarded.ts';
import { rewardReady } from './reward-ready.ts';
import { tellEarned, tellExpiring, tellOf } from './tell.ts';
import { tierEmail } from './tier-reached.ts';

/** What the programme tells customers by email, each kind switched on by the merchant. */
export function loyaltyEmails(readers: LoyaltyReaders): Manifest {
  return {
    name: 'loyalty/emails',
    on: {
      'points.changed': tellEarned,
      'points.expiring': tellExpiring,
      'reward.issued': tellOf('reward_ready', readers.issuedReward, 'reward'),
      'tier.changed': tellOf('tier_reached', ({ db }, ...of) => readers.tierReached(db.read, ...of), 'change'),
      'referral.rewarded': tellOf(
        'referral_rewarded',
        ({ db }, ...of) => readers.rewardedReferral(db.read, ...of),
        'referral',
      ),
    },
    emails: {
      points_earned: pointsEarned,
      reward_ready: rewardReady(readers),
      points_expiring: pointsExpiring,
      tier_reached: tierEmail(readers),
      referral_rewarded: referralRewarded(readers),
    },
  };
}
