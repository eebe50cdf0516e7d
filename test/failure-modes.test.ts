/** Every failure mode that the page tells of is proved by the test that it names. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testExists } from './support/named-tests.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const rows = readFileSync(`${root}docs/failure-modes.md`, 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!what happens)/.test(line))
  .map((line) => line.slice(2, -2).split(' | '));

test('the page of failure modes names a test in every row', () => {
  expect(rows.length).toBeGreaterThan(20);
  const nameless = rows.filter((cells) => cells.length !== 5 || !/^`[\w/.-]+\.test\.ts`: .+$/.test(cells[4] ?? ''));
  expect(nameless).toEqual([]);
});

test.each(rows.map((cells) => [cells[0], cells[4]]))('%s: its test exists', async (_what, proof = '') => {
  const [, file = '', name = ''] = /^`(.+?)`: (.+)$/.exec(proof) ?? [];
  expect(await testExists(file, name)).toBe(true);
});
