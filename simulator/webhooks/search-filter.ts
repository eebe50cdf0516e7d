/**
 * Webhook filters in Shopify's search syntax: `field:value`, comparisons `:>` `:>=` `:<` `:<=`, `field:*` (there is a value),
 * quotes, `AND` (also by a blank), `OR`, `NOT` and `-`, parentheses, fields nested with dots through objects and lists.
 * Case-sensitive. A field that the payload does not have never matches, so a filter on it delivers nothing, as in Shopify.
 */
export interface Filter {
  source: string;
  fields: string[];
  matches(payload: unknown): boolean;
}
type Test = (payload: unknown) => boolean;
type Token =
  | { kind: 'open' | 'close' | 'and' | 'or' | 'not' }
  | { kind: 'term'; field: string; sign: string; value: string };

export function parseFilter(source: string): Filter {
  const tokens = tokenize(source);
  let at = 0;
  const peek = (): Token | undefined => tokens[at];
  const any = (): Test => {
    const parts = [all()];
    while (peek()?.kind === 'or') {
      at += 1;
      parts.push(all());
    }
    return (payload) => parts.some((part) => part(payload));
  };
  const all = (): Test => {
    const parts = [one()];
    for (;;) {
      const next = peek();
      if (next === undefined || next.kind === 'or' || next.kind === 'close') break;
      if (next.kind === 'and') at += 1;
      parts.push(one());
    }
    return (payload) => parts.every((part) => part(payload));
  };
  const one = (): Test => {
    const token = peek();
    at += 1;
    if (token?.kind === 'not') {
      const inner = one();
      return (payload) => !inner(payload);
    }
    if (token?.kind === 'open') {
      const inner = any();
      if (peek()?.kind !== 'close') throw new Error('a parenthesis is not closed');
      at += 1;
      return inner;
    }
    if (token?.kind !== 'term') throw new Error('a term is missing');
    return (payload) =>
      valuesAt(payload, token.field.split('.')).some((value) => compare(value, token.sign, token.value));
  };
  const matches = any();
  if (at < tokens.length) throw new Error('unexpected end of a group');
  const fields = tokens.flatMap((token) => (token.kind === 'term' ? [token.field] : []));
  return { source, fields, matches };
}

const PATTERN =
  /\s*(?:(\()|(\))|(AND|OR|NOT)(?=[\s(])|(-)?([A-Za-z_][\w.]*):(>=|<=|>|<)?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()]+))/y;

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const text = source.trimEnd();
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < text.length) {
    const start = PATTERN.lastIndex;
    const match = PATTERN.exec(text);
    if (!match) throw new Error(`not understood: ${text.slice(start).trim()}`);
    const [, open, close, word, minus, field, sign, value] = match;
    if (open) tokens.push({ kind: 'open' });
    else if (close) tokens.push({ kind: 'close' });
    else if (word) tokens.push({ kind: word === 'AND' ? 'and' : word === 'OR' ? 'or' : 'not' });
    else if (field !== undefined && value !== undefined) {
      if (minus) tokens.push({ kind: 'not' });
      tokens.push({ kind: 'term', field, sign: sign ?? '', value: unquoted(value) });
    }
  }
  if (tokens.length === 0) throw new Error('it is empty');
  return tokens;
}
const unquoted = (text: string): string => (/^["']/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text);

function valuesAt(value: unknown, path: string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [head, ...rest] = path;
  if (head === undefined) return [value];
  if (typeof value !== 'object' || value === null || !(head in value)) return [];
  return valuesAt(Object.entries(value).find(([key]) => key === head)?.[1], rest);
}

function compare(value: unknown, sign: string, wanted: string): boolean {
  if (value === null || value === undefined) return sign === '' && wanted === 'null';
  const text = String(value);
  if (sign === '') {
    if (wanted === '*') return text !== '';
    if (wanted.endsWith('*')) return text.startsWith(wanted.slice(0, -1));
    return text === wanted || (isNumber(text) && isNumber(wanted) && Number(text) === Number(wanted));
  }
  const order = isNumber(text) && isNumber(wanted) ? Number(text) - Number(wanted) : timeOrder(text, wanted);
  if (Number.isNaN(order)) return false;
  return sign === '>' ? order > 0 : sign === '>=' ? order >= 0 : sign === '<' ? order < 0 : order <= 0;
}
const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);
const timeOrder = (one: string, other: string): number => Date.parse(one) - Date.parse(other);
