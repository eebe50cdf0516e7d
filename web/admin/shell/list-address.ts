/**
 * Search and place in the list live in the address, so that back, reload and a shared link find the same rows. A cursor only
 * points forward; the way back is remembered beside the history entry.
 */
import { useLocation, useNavigate, useSearchParams } from 'react-router';

export interface ListAddress {
  /** What is searched or filtered for; empty = everything. */
  wanted: string;
  after: string | null;
  search(wanted: string): void;
  /** What the list is narrowed to, beside the search; empty = nothing. */
  filter: string;
  narrow(filter: string): void;
  next(cursor: string): void;
  previous(): void;
}

/** The names of the parameters that say what is wanted and, where the list has one, how it is filtered. */
export function useListAddress(name: string, filterName?: string): ListAddress {
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const trail = trailOf(useLocation().state);
  const wanted = parameters.get(name) ?? '';
  const after = parameters.get('after');
  const filter = (filterName && parameters.get(filterName)) ?? '';

  const go = (text: string, after: string | null, trail: string[], replace: boolean, narrowed = filter) => {
    const next = new URLSearchParams();
    if (text) next.set(name, text);
    if (filterName && narrowed) next.set(filterName, narrowed);
    if (after) next.set('after', after);
    void navigate({ search: next.toString() }, { replace, state: { trail } });
  };
  return {
    wanted,
    after,
    filter,
    search: (text) => go(text, null, [], true),
    narrow: (narrowed) => go(wanted, null, [], true, narrowed),
    next: (cursor) => go(wanted, cursor, after ? [...trail, after] : trail, false),
    previous: () => go(wanted, trail.at(-1) ?? null, trail.slice(0, -1), false),
  };
}

/** The cursors of the pages before this one, the first page left out; empty for an address that was opened directly. */
function trailOf(state: unknown): string[] {
  if (typeof state !== 'object' || state === null || !('trail' in state) || !Array.isArray(state.trail)) return [];
  return state.trail.filter((cursor): cursor is string => typeof cursor === 'string');
}
