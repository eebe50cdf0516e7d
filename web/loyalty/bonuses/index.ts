/** Bonuses for the first order, for a number of orders, and for what they come to. */
export type { BonusProgress } from './api-types.ts';
export { bonusProgress } from './progress.ts';
