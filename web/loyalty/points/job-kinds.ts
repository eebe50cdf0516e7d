/** Jobs of this slice; each has one per store (key `shop`). */
export const MATURE = 'points.mature';
export const SYNC_METAFIELDS = 'points.sync-metafields';
export const WRITE_PROGRAMME = 'points.write-programme';
