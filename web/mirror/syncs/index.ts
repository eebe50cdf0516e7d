/** What a store already has, read by pages; and what no webhook told, found by comparing. */
export { type PagedSync, pagedSync, type PageRequest, type Window } from './paged-sync.ts';
export { countFinds, findSync, forgetPlace, latestFinds, noteFind, saveSync } from './store.ts';
