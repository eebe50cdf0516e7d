/** Customers who bring friends, for whoever shows their link or tells them what it brought. */
export { type OwnReferrals, ownReferrals } from './referral-link.ts';
export { rewardedReferral } from './rewarded.ts';
