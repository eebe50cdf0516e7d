import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { migrations } from './index.ts';

/** SHA-256 of every migration that has been released; databases out there have had exactly these. */
const RELEASED: Record<string, string> = {
  '2026-11-21-1200-platform': '0f1d1fa092eb52829b0eb16d8c9379c6711db07df476590d6a48d33ac783773d',
  '2026-11-21-1210-mirror': 'd9bed317e2dfe038387f5318974dbbb1524b3eca5cc0415727710020c75093b6',
  '2026-11-21-1220-points': '503d16b10d39bbfec7685bc32e389a7ba3ba2930b67e183d14680caa046e594c',
};

test.each(Object.entries(RELEASED))(
  '%s is as it was released: what has to change goes into a new one',
  async (name, hash) => {
    const source = await readFile(new URL(`${name}.ts`, import.meta.url));
    expect(createHash('sha256').update(source).digest('hex')).toBe(hash);
  },
);

test('the released ones come first, in their order', () => {
  const names = migrations.map(({ name }) => name);
  expect(names.slice(0, Object.keys(RELEASED).length)).toEqual(Object.keys(RELEASED));
  expect(new Set(names).size).toBe(names.length);
});
