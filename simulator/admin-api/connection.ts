/** Pages of a list: opaque cursors that stay right while the list changes, and Shopify's refusals. */
import type { GraphQLResolveInfo } from 'graphql';
import { badRequest, notSimulated } from './refusals.ts';

export interface PageArgs {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
}

/** What a list is ordered by; ties go by id. */
export type SortValue = string | number;

export interface Listing<Item> {
  items: readonly Item[];
  id(item: Item): string;
  /** Left out = the order of the list itself. */
  sortBy?(item: Item): SortValue;
  node(item: Item): unknown;
}

/**
 * A `…Connection`. Arguments that are given, differ from the schema's default and are not in `understood` are refused:
 * an ignored filter would answer for the wrong things.
 */
export function connection<Item>(
  listing: Listing<Item>,
  args: PageArgs & Record<string, unknown>,
  info: GraphQLResolveInfo,
  understood: readonly string[] = [],
) {
  refuseOtherArguments(args, info, ['first', 'last', 'after', 'before', 'reverse', ...understood]);
  const { first, last } = args;
  if (first == null && last == null) throw badRequest('you must provide one of first or last');
  if (first != null && last != null) throw badRequest('providing both first and last is not supported');

  const size = first ?? last ?? 0;
  if (size < 0) throw badRequest(`${first == null ? 'last' : 'first'} must be 0 or more`);
  const sorted = positioned(listing, args.reverse === true);
  const from = args.after == null ? 0 : firstAfter(sorted, decode(args.after), args.reverse === true);
  const to = args.before == null ? sorted.length : lastBefore(sorted, decode(args.before), args.reverse === true);
  const window = sorted.slice(from, Math.max(from, to));
  const page = first == null ? (size === 0 ? [] : window.slice(-size)) : window.slice(0, size);
  const start = from + (first == null ? window.length - page.length : 0);

  const nodes = page.map(({ item }) => listing.node(item));
  const [head, tail] = [page.at(0), page.at(-1)];
  return {
    nodes,
    edges: page.map((at, index) => ({ cursor: encode(at), node: nodes[index] })),
    pageInfo: {
      hasPreviousPage: start > 0,
      hasNextPage: start + page.length < sorted.length,
      startCursor: head ? encode(head) : null,
      endCursor: tail ? encode(tail) : null,
    },
  };
}

/** A connection field over things in the order in which they stand. */
export function pagesOf<Item extends { id: string }>(items: readonly Item[], node: (item: Item) => unknown) {
  return (args: PageArgs, info: GraphQLResolveInfo) =>
    connection({ items, id: (item) => item.id, node }, { ...args }, info);
}

function refuseOtherArguments(
  args: Record<string, unknown>,
  info: GraphQLResolveInfo,
  understood: readonly string[],
): void {
  const definition = info.parentType.getFields()[info.fieldName];
  for (const [name, value] of Object.entries(args)) {
    if (understood.includes(name) || value == null) continue;
    const declared = definition?.args.find((arg) => arg.name === name);
    if (declared?.defaultValue === value) continue;
    throw notSimulated(`The argument ${name} of ${info.parentType.name}.${info.fieldName}`);
  }
}

interface Key {
  value: SortValue;
  id: string;
}
interface Place<Item> extends Key {
  item: Item;
}

function positioned<Item>(listing: Listing<Item>, reverse: boolean): Place<Item>[] {
  const places = listing.items.map((item, index) => ({
    item,
    id: listing.id(item),
    value: listing.sortBy ? listing.sortBy(item) : index,
  }));
  if (listing.sortBy) places.sort(compare);
  return reverse ? places.reverse() : places;
}

function compare(a: Key, b: Key): number {
  if (typeof a.value !== typeof b.value) throw badRequest('Invalid cursor for current pagination sort.');
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  if (a.id === b.id) return 0;
  // Ids are digits without leading zeros, so the longer one is the greater.
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}

function firstAfter(sorted: readonly Key[], cursor: Key, reverse: boolean): number {
  const index = sorted.findIndex((place) => (reverse ? compare(place, cursor) < 0 : compare(place, cursor) > 0));
  return index < 0 ? sorted.length : index;
}
function lastBefore(sorted: readonly Key[], cursor: Key, reverse: boolean): number {
  const index = sorted.findIndex((place) => (reverse ? compare(place, cursor) <= 0 : compare(place, cursor) >= 0));
  return index < 0 ? sorted.length : index;
}

function encode({ id, value }: Key): string {
  return Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString('base64');
}

function decode(cursor: string): Key {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8'));
  } catch {
    throw badRequest('Invalid cursor for current pagination sort.');
  }
  if (typeof parsed === 'object' && parsed !== null && 'last_id' in parsed && 'last_value' in parsed) {
    const { last_id: id, last_value: value } = parsed;
    if (typeof id === 'string' && (typeof value === 'string' || typeof value === 'number')) return { id, value };
  }
  throw badRequest('Invalid cursor for current pagination sort.');
}
