/** Rewards that customers buy with points. */
export { issuedReward, type IssuedReward } from './issued-reward.ts';
export { heldCodes, type HeldCode, type OfferedReward, rewardsFor } from './rewards-for.ts';
export { type RewardOnOrder, rewardsOn } from './rewards-on.ts';
