/**
 * Search and place in the list live in the address, so that back, reload and a shared link find the same rows. A cursor only
 * points forward; the way back is remembered beside the history entry.
 */
import { useLocation, useNavigate, useSearchParams } from 'react-router';

export interface ListAddress {
  query: string;
  after: string | null;
  search(query: string): void;
  next(cursor: string): void;
  previous(): void;
}

export function useListAddress(): ListAddress {
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const trail = trailOf(useLocation().state);
  const query = parameters.get('query') ?? '';
  const after = parameters.get('after');

  const go = (query: string, after: string | null, trail: string[], replace: boolean) => {
    const next = new URLSearchParams();
    if (query) next.set('query', query);
    if (after) next.set('after', after);
    void navigate({ search: next.toString() }, { replace, state: { trail } });
  };
  return {
    query,
    after,
    search: (text) => go(text, null, [], true),
    next: (cursor) => go(query, cursor, after ? [...trail, after] : trail, false),
    previous: () => go(query, trail.at(-1) ?? null, trail.slice(0, -1), false),
  };
}

/** The cursors of the pages before this one, the first page left out; empty for an address that was opened directly. */
function trailOf(state: unknown): string[] {
  if (typeof state !== 'object' || state === null || !('trail' in state) || !Array.isArray(state.trail)) return [];
  return state.trail.filter((cursor): cursor is string => typeof cursor === 'string');
}
