import { describe, expect, test } from 'vitest';
import { words as en } from './en.ts';
import { words as vi } from './vi.ts';

/** Path → text of every file of the page. */
const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** `home.setup.title` and the like; the texts under their full keys. */
function flat(words: object, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(words)) {
    if (typeof value === 'string') texts.set(prefix + name, value);
    else for (const [key, text] of flat(value as object, `${prefix}${name}.`)) texts.set(key, text);
  }
  return texts;
}

const PLURAL = /_(one|other)$/;
const withoutPlural = (texts: Map<string, string>) => new Set([...texts.keys()].map((key) => key.replace(PLURAL, '')));
const variables = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').toSorted();

const english = flat(en);
const vietnamese = flat(vi);

/** What `t` is called with: whole keys, and templates such as `common.status.${status}` as patterns. */
function usedKeys(): { keys: Set<string>; patterns: RegExp[] } {
  const keys = new Set<string>();
  const patterns: RegExp[] = [];
  for (const source of Object.values(sources)) {
    for (const [, key = ''] of source.matchAll(/\bt\(\s*'([^']+)'/g)) keys.add(key);
    for (const [, template = ''] of source.matchAll(/\bt\(\s*`([^`]+)`/g)) {
      const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      patterns.push(new RegExp(`^${parts.join('[\\w.-]+')}$`));
    }
  }
  return { keys, patterns };
}

describe('The words of the admin', () => {
  test('are there in both languages under the same keys', () => {
    expect([...withoutPlural(vietnamese)].toSorted()).toEqual([...withoutPlural(english)].toSorted());
  });

  test('have every plural form that their language has, and no other', () => {
    const forms = (texts: Map<string, string>, key: string) =>
      [...texts.keys()]
        .filter((one) => PLURAL.test(one) && one.replace(PLURAL, '') === key)
        .map((one) => PLURAL.exec(one)?.[1] ?? '');
    for (const key of withoutPlural(english)) {
      const isPlural = !english.has(key);
      expect.soft(forms(english, key).toSorted(), key).toEqual(isPlural ? ['one', 'other'] : []);
      expect.soft(forms(vietnamese, key), key).toEqual(isPlural ? ['other'] : []);
    }
  });

  test('fill in the same values in both languages', () => {
    for (const [key, text] of vietnamese) expect.soft(variables(english.get(key) ?? ''), key).toEqual(variables(text));
  });

  test('are all used, and nothing is asked for that is not there', () => {
    const { keys, patterns } = usedKeys();
    const known = withoutPlural(english);
    const unused = [...known].filter((key) => !keys.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
    expect([...keys].filter((key) => !known.has(key))).toEqual([]);
    for (const pattern of patterns)
      expect
        .soft(
          [...known].some((key) => pattern.test(key)),
          String(pattern),
        )
        .toBe(true);
  });

  test('hold no empty text, no double space and no straight quotation mark', () => {
    for (const [key, text] of [...english, ...vietnamese]) {
      expect.soft(text, key).not.toMatch(/^\s*$| {2}|["']/);
    }
  });
});
