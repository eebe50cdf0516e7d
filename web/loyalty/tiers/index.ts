/** Which tier customers have, for whoever earns by it, shows it or writes to them. */
export type { MemberTier } from './api-types.ts';
export { tierOf, tierOfMember, tierReached } from './show-tier.ts';
export { shownStanding, type ShownStanding } from './shown-standing.ts';
