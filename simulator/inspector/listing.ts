import { html, type Html } from '../html.ts';

/** What the address says about a long list: `?q=` and `?page=`. */
export interface Listing {
  query: string;
  page: number;
  form: Html;
}
const pageSize = 50;

export function readListing(query: URLSearchParams): Listing {
  const text = query.get('q') ?? '';
  return {
    query: text,
    page: Math.max(1, Math.floor(Number(query.get('page') ?? 1)) || 1),
    form: html`<form class="search"><input type="search" name="q" value="${text}" aria-label="Search"><button>Search</button></form>`,
  };
}

export function listed<Item>(
  all: Item[],
  listing: Listing,
  text: (item: Item) => string,
): { shown: Item[]; pager: Html } {
  const wanted = listing.query.trim().toLowerCase();
  const found = wanted === '' ? all : all.filter((item) => text(item).toLowerCase().includes(wanted));
  const start = (listing.page - 1) * pageSize;
  const link = (page: number, label: string) =>
    html`<a href="?q=${encodeURIComponent(listing.query)}&page=${page}">${label}</a>`;
  const pager = html`<div class="pages">
    <span class="quiet">${found.length === 0 ? 'None' : `${start + 1}–${Math.min(start + pageSize, found.length)} of ${found.length}`}</span>
    ${listing.page > 1 && link(listing.page - 1, 'Newer')}
    ${start + pageSize < found.length && link(listing.page + 1, 'Older')}
  </div>`;
  return { shown: found.slice(start, start + pageSize), pager };
}
