/**
 * Shopify's search syntax (`query:` arguments): terms, comparators, AND (also implied), OR, NOT and `-`, parentheses,
 * quoted phrases, `*` at the end. A field that the resource cannot be searched by is left out of the filter and warned
 * about, as Shopify does it.
 *
 * An unquoted value ends at a colon, and what follows is read as further terms. Live stores have been seen to cut
 * `updated_at:>=2026-09-25T02:45:22Z` this way, with a warning about a field called "45": timestamps want quotes.
 */
export type Comparator = '=' | '>' | '>=' | '<' | '<=';
export type SearchNode =
  | { kind: 'term'; field: string; comparator: Comparator; value: string; phrase: boolean }
  | { kind: 'text'; value: string; phrase: boolean }
  | { kind: 'not'; of: SearchNode }
  | { kind: 'and' | 'or'; of: SearchNode[] };

type Token = { kind: '(' | ')' | 'and' | 'or' | 'not' } | { kind: 'word'; node: SearchNode };

const SPACE = /\s*/y;
const FIELD = /([A-Za-z0-9_.]+)\s*:\s*/y;
const COMPARATOR = /(>=|<=|>|<|=)?\s*/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/y;
const BARE = /(?:\\.|[^\s():])+/y;

export function parseSearch(query: string): SearchNode | null {
  const tokens = tokenize(query);
  let at = 0;
  const parseOr = (): SearchNode | null => {
    const parts = [parseAnd()];
    while (tokens[at]?.kind === 'or') {
      at += 1;
      parts.push(parseAnd());
    }
    return joined('or', parts);
  };
  const parseAnd = (): SearchNode | null => {
    const parts: (SearchNode | null)[] = [];
    for (let token = tokens[at]; token && token.kind !== 'or' && token.kind !== ')'; token = tokens[at]) {
      if (token.kind === 'and') at += 1;
      else parts.push(parseOne());
    }
    return joined('and', parts);
  };
  const parseOne = (): SearchNode | null => {
    const token = tokens[at];
    at += 1;
    if (!token) return null;
    if (token.kind === 'word') return token.node;
    if (token.kind === 'not') {
      const of = parseOne();
      return of && { kind: 'not', of };
    }
    if (token.kind !== '(') return null;
    const inner = parseOr();
    if (tokens[at]?.kind === ')') at += 1;
    return inner;
  };
  const parts: (SearchNode | null)[] = [];
  while (at < tokens.length) {
    parts.push(parseOr());
    if (tokens[at]?.kind === ')') at += 1;
  }
  return joined('and', parts);
}

function joined(kind: 'and' | 'or', parts: (SearchNode | null)[]): SearchNode | null {
  const of = parts.filter((part) => part !== null);
  return of.length > 1 ? { kind, of } : (of[0] ?? null);
}

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(query);
    if (match) at = pattern.lastIndex;
    return match;
  };
  const takeValue = (): { value: string; phrase: boolean } | null => {
    const quoted = take(QUOTED);
    if (quoted) return { value: unescaped(quoted[1] ?? quoted[2] ?? ''), phrase: true };
    const bare = take(BARE);
    return bare && { value: unescaped(bare[0]), phrase: false };
  };
  for (take(SPACE); at < query.length; take(SPACE)) {
    const character = query[at];
    if (character === '(' || character === ')') {
      tokens.push({ kind: character });
      at += 1;
    } else if (character === '-') {
      tokens.push({ kind: 'not' });
      at += 1;
    } else {
      const field = take(FIELD);
      const comparator = field ? ((take(COMPARATOR)?.[1] ?? '=') as Comparator) : '=';
      const found = takeValue();
      const word = found && !field && !found.phrase ? found.value : null;
      if (word === 'AND' || word === 'OR' || word === 'NOT')
        tokens.push({ kind: word.toLowerCase() as 'and' | 'or' | 'not' });
      else if (field)
        tokens.push({ kind: 'word', node: { kind: 'term', field: field[1] ?? '', comparator, ...(found ?? EMPTY) } });
      else if (found) tokens.push({ kind: 'word', node: { kind: 'text', ...found } });
      else at += 1;
    }
  }
  return tokens;
}
const EMPTY = { value: '', phrase: true };

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
