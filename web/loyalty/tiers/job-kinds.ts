/** Both one per store (key `shop`). */
/** Runs when time alone moves somebody. */
export const TIERS_DUE = 'tiers.due';
/** Counts everybody anew, a page at a time. */
export const RECOUNT_TIERS = 'tiers.recount';
