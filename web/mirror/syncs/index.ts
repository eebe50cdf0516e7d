/** What a store already has, read by pages; and what no webhook told, found by comparing. */
export {
  nextWindow,
  nothingChanged,
  type PagedSync,
  pagedSync,
  type PageRequest,
  type Window,
} from './paged-sync.ts';
export {
  countFinds,
  findSync,
  findSyncs,
  forgetPlace,
  latestFinds,
  noteFind,
  saveSync,
  saveSyncs,
  type SyncRow,
} from './store.ts';
