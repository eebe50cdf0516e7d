/** Filters a list by Shopify's search syntax. */
import type { GraphQLResolveInfo } from 'graphql';
import type { AdminContext, SearchNote } from './context.ts';
import { badRequest, notSimulated } from './refusals.ts';
import { type Comparator, parseSearch, type SearchNode } from './search-query.ts';

/** How one field of a resource is compared. */
export type SearchField<Item> =
  | { kind: 'time'; of(item: Item): number | null }
  | { kind: 'id' | 'number'; of(item: Item): string | number | null }
  /** Equal without regard to case; several = any of them. A comma in the value means "any of these". */
  | { kind: 'exact'; of(item: Item): readonly (string | null)[] }
  /** Tokenized text: every word of the value begins or equals a word of the field. A phrase has to match as it stands. */
  | { kind: 'text'; of(item: Item): readonly (string | null)[] };

export interface Searchable<Item> {
  fields: Record<string, SearchField<Item>>;
  /** What words without a field are looked for in. */
  text(item: Item): readonly (string | null)[];
}

export function search<Item>(
  items: Iterable<Item>,
  query: string | null | undefined,
  searchable: Searchable<Item>,
  context: AdminContext,
  info: GraphQLResolveInfo,
): Item[] {
  const all = [...items];
  const parsed = query ? parseSearch(query) : null;
  if (!query || !parsed) return all;

  const known = documentedFields(info);
  const warnings: SearchNote['warnings'] = [];
  const prune = (node: SearchNode): SearchNode | null => {
    if (node.kind === 'text') return node;
    if (node.kind === 'not') {
      const of = prune(node.of);
      return of && { kind: 'not', of };
    }
    if (node.kind !== 'term') {
      const of = node.of.map(prune).filter((part) => part !== null);
      return of.length === 0 ? null : { kind: node.kind, of };
    }
    if (Object.hasOwn(searchable.fields, node.field)) return node;
    if (known.has(node.field)) throw notSimulated(`The search field ${node.field} of ${info.fieldName}`);
    warnings.push({ field: node.field, message: 'Invalid search field for this query.', code: 'invalid_field' });
    return null;
  };
  const filter = prune(parsed);
  if (warnings.length > 0) {
    context.notes.push({ path: pathOf(info), query, parsed: described(parsed), warnings });
  }
  return filter ? all.filter((item) => matches(item, filter, searchable, context)) : all;
}

function matches<Item>(item: Item, node: SearchNode, searchable: Searchable<Item>, context: AdminContext): boolean {
  switch (node.kind) {
    case 'and':
      return node.of.every((part) => matches(item, part, searchable, context));
    case 'or':
      return node.of.some((part) => matches(item, part, searchable, context));
    case 'not':
      return !matches(item, node.of, searchable, context);
    case 'text':
      return searchable.text(item).some((text) => textMatches(text, node.value, node.phrase));
    case 'term': {
      const field = searchable.fields[node.field];
      return field !== undefined && fieldMatches(item, field, node, context);
    }
  }
}

function fieldMatches<Item>(
  item: Item,
  field: SearchField<Item>,
  term: { field: string; comparator: Comparator; value: string; phrase: boolean },
  context: AdminContext,
): boolean {
  const { comparator, value, phrase } = term;
  switch (field.kind) {
    case 'time': {
      const [start, end] = timeRange(value, term.field, context);
      const time = field.of(item);
      if (time === null) return false;
      // "=" a day or second means anywhere within it; ">" means after all of it.
      if (comparator === '=') return time >= start && time < end;
      if (comparator === '>') return time >= end;
      if (comparator === '>=') return time >= start;
      return comparator === '<' ? time < start : time < end;
    }
    case 'id':
    case 'number': {
      const wanted = field.kind === 'id' ? value.slice(value.lastIndexOf('/') + 1) : value;
      const actual = field.of(item);
      if (value === '*') return actual !== null;
      if (!/^-?\d+(\.\d+)?$/.test(wanted) || actual === null) return false;
      return compared(order(String(actual), wanted), comparator);
    }
    case 'exact':
      if (value === '*') return field.of(item).some((text) => text !== null);
      return field.of(item).some((text) => text !== null && value.split(',').some((one) => same(text, one.trim())));
    case 'text':
      return field.of(item).some((text) => textMatches(text, value, phrase));
  }
}

function compared(difference: number, comparator: Comparator): boolean {
  if (comparator === '=') return difference === 0;
  if (comparator.startsWith('>')) return difference > 0 || (comparator === '>=' && difference === 0);
  return difference < 0 || (comparator === '<=' && difference === 0);
}

/** Ids exceed 2^53, so whole numbers are compared as such. */
function order(a: string, b: string): number {
  if (a.includes('.') || b.includes('.')) return Number(a) - Number(b);
  const difference = BigInt(a) - BigInt(b);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function textMatches(text: string | null, value: string, phrase: boolean): boolean {
  if (text === null) return false;
  if (value === '*') return text !== '';
  const haystack = text.toLowerCase();
  const needle = value.toLowerCase();
  if (phrase) return haystack.includes(needle);
  const words = haystack.split(/[^\p{L}\p{N}]+/u);
  const prefix = needle.endsWith('*');
  const wanted = (prefix ? needle.slice(0, -1) : needle).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return wanted.every((word, index) =>
    words.some((candidate) =>
      prefix && index === wanted.length - 1 ? candidate.startsWith(word) : candidate === word,
    ),
  );
}

const DAY = 86_400_000;
/** Start and end of what the text names: a year, a day of the shop's time zone, or a second. */
function timeRange(text: string, field: string, context: AdminContext): [number, number] {
  if (text === 'now') return [context.world.now(), context.world.now() + 1];
  const cut = /^(\d{4}-\d{2}-\d{2})T\d{1,2}$/.exec(text);
  const date = cut?.[1] ?? text;
  if (/^\d{4}$/.test(date))
    return [startOfDay(`${date}-01-01`, context), startOfDay(`${Number(date) + 1}-01-01`, context)];
  if (/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    const start = startOfDay(date, context);
    if (Number.isFinite(start))
      return [start, startOfDay(new Date(Date.parse(date) + DAY).toISOString().slice(0, 10), context)];
  }
  const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isFinite(moment)) throw badRequest(`Invalid timestamp for query filter \`${field}\`.`);
  return [moment, moment + (/\.\d/.test(text) ? 1 : 1000)];
}

/** Midnight of the shop's time zone, ms. */
function startOfDay(date: string, { shop }: AdminContext): number {
  const utc = Date.parse(`${date}T00:00:00Z`);
  const parts = new Intl.DateTimeFormat('en', { timeZone: shop.timeZone, timeZoneName: 'longOffset' }).formatToParts(
    utc,
  );
  const offset = /GMT([+-])(\d{2}):(\d{2})/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '');
  if (!offset) return utc;
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return utc - (offset[1] === '-' ? -minutes : minutes) * 60_000;
}

/** The fields that Shopify's schema documents for this `query` argument (a table in its description). */
function documentedFields(info: GraphQLResolveInfo): Set<string> {
  const argument = info.parentType.getFields()[info.fieldName]?.args.find(({ name }) => name === 'query');
  const rows = [...(argument?.description ?? '').matchAll(/^\| ([a-z_0-9.]+) \|/gm)].map(([, name]) => name ?? '');
  return new Set(rows.filter((name) => name !== 'name' || rows.indexOf(name) !== rows.lastIndexOf(name)));
}

function pathOf(info: GraphQLResolveInfo): string[] {
  const keys: string[] = [];
  for (let path: typeof info.path | undefined = info.path; path; path = path.prev) keys.unshift(String(path.key));
  return keys;
}

/** How Shopify writes down what it has read. */
function described(node: SearchNode): unknown {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { [node.kind]: node.of.map(described) };
    case 'not':
      return { not: described(node.of) };
    case 'text':
      return { field: 'default', [node.phrase ? 'match_phrase' : 'match_all']: node.value };
    case 'term': {
      const range = { '>': 'range_gt', '>=': 'range_gte', '<': 'range_lt', '<=': 'range_lte' };
      const how = node.comparator === '=' ? (node.phrase ? 'match_phrase' : 'match_all') : range[node.comparator];
      return { field: node.field, [how]: node.value };
    }
  }
}
