/** Every failure mode that the page tells of is proved by the test that it names. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

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

test.each(rows.map((cells) => [cells[0], cells[4]]))('%s: its test exists', (_what, proof = '') => {
  const [, file = '', name = ''] = /^`(.+?)`: (.+)$/.exec(proof) ?? [];
  const source = readFileSync(`${root}${file}`, 'utf8').replaceAll(/\\(['"`])/g, '$1');
  expect(source.includes(`${name}'`) || source.includes(`${name}"`) || source.includes(`${name}\``)).toBe(true);
});
