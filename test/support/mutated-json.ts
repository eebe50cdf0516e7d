/** Valid JSON with some of its places made wrong: what a payload looks like that nobody has documented. */
import fc from 'fast-check';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Numbers are written as such and so read as their source text, whatever their size. */
const numbers = ['0', '-1', '1e400', '-0.5', '99999999999999999999', '9007199254740993', '1e-7', '0.005'];
const strings = [
  '',
  ' ',
  'null',
  '-1',
  '1.005',
  '1e3',
  'NaN',
  '12abc',
  '٣',
  'a\u0000b',
  '\ud800',
  'x'.repeat(5_000),
  '__proto__',
];
const times = ['2026-01-01', '+275760-09-13T00:00:00Z', '0000-00-00T00:00:00Z', '2026-02-30T10:00:00+99:00'];

/** Stands for a number that JavaScript cannot hold. */
const RAW = '\u0001raw:';

const replacement: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, [], {}, [[]], { id: null }),
  fc.constantFrom(...strings, ...times),
  fc.constantFrom(...numbers).map((text) => `${RAW}${text}`),
  fc.jsonValue({ maxDepth: 2 }).map((value) => value as Json),
);
export interface Wrong {
  /** Chooses the place. */
  at: number;
  how: 'replace' | 'remove' | 'wrap' | 'repeat';
  value: Json;
}
export const wrongs = fc.array(
  fc.record({
    at: fc.nat(100_000),
    how: fc.constantFrom<Wrong['how']>('replace', 'replace', 'replace', 'remove', 'wrap', 'repeat'),
    value: replacement,
  }),
  { minLength: 1, maxLength: 4 },
);

/** The body's text. */
export function spoil(body: Json, all: readonly Wrong[]): string {
  const spoiled = structuredClone(body);
  for (const wrong of all) {
    const places = placesIn(spoiled);
    const place = places[wrong.at % places.length];
    if (place) change(place, wrong);
  }
  return JSON.stringify(spoiled).replaceAll(/"\\u0001raw:([^"]*)"/g, '$1');
}

interface Place {
  holder: Json[] | { [key: string]: Json };
  key: string;
}

function placesIn(value: Json): Place[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ holder: value, key }, ...placesIn(inner)]);
}

function change({ holder, key }: Place, { how, value }: Wrong): void {
  const at = holder as Record<string, Json>;
  const present = at[key] ?? null;
  if (how === 'remove' && !Array.isArray(holder)) delete at[key];
  else if (how === 'wrap') at[key] = [present];
  else if (how === 'repeat' && Array.isArray(present)) at[key] = [...present, ...structuredClone(present)];
  else at[key] = structuredClone(value);
}
