/** The first reading of what a store already has. */
export { eraseSync, pagedSync } from './paged-sync.ts';
