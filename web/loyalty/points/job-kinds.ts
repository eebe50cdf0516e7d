/** Jobs of this slice; each has one per store (key `shop`), but for claims: one per address. */
export const MATURE = 'points.mature';
export const LAPSE = 'points.lapse';
export const CLAIM_GUEST = 'points.claim-guest';
export const DATE_LOTS = 'points.date-lots';
export const SYNC_METAFIELDS = 'points.sync-metafields';
export const PREVIEW_PAST_ORDERS = 'points.preview-past-orders';
export const AWARD_PAST_ORDERS = 'points.award-past-orders';
