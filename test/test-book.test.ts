/**
 * Points are counted by a book of 84 cases, and made against 25 complaints of merchants about other loyalty apps. Each case has a story that
 * begins with its number, and each complaint a test whose comment names it.
 */
import { expect, test } from 'vitest';
import { casesIn, complaintsIn } from './support/named-tests.ts';
import { readSources } from './support/source-files.ts';

const CASES = 84;
const COMPLAINTS = 25;
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
const inOrder = (numbers: readonly number[]) => [...new Set(numbers)].toSorted((a, b) => a - b);

const sources = await readSources();
const tests = sources.filter(({ path }) => /\.test\.tsx?$/.test(path) && path !== 'test/test-book.test.ts');

test('every case of the book has a story of its number', () => {
  const stories = tests.filter(({ path }) => path.startsWith('test/flows/'));
  expect(inOrder(stories.flatMap(({ path, source }) => casesIn(path, source)))).toEqual(upTo(CASES));
});

test('every complaint is named by the test that answers it', () => {
  const named = tests.flatMap(({ path, source }) => complaintsIn(path, source));
  // Of bills and limits, below.
  expect(inOrder([...named, 23, 24])).toEqual(upTo(COMPLAINTS));
});

// complaints 23 and 24
test('nobody is charged, so that no order is counted for a bill or against a limit', () => {
  const charging = /\bapp(?:Subscription|PurchaseOneTime|UsageRecord|Credit)\w*/;
  expect(sources.filter(({ path }) => path.startsWith('web/') && !path.endsWith('.test.ts')).length).toBeGreaterThan(
    100,
  );
  expect(sources.filter(({ path, code }) => path.startsWith('web/') && charging.test(code))).toEqual([]);
});

test('what is skipped, or no title, is no story, and what is no comment names no complaint', () => {
  const source = [
    "test('1, 2 and 3, and more: of them', () => {});",
    "describe('4: all', () => {});",
    "test.skip('5: not now', () => {});",
    "// test('6: long ago', () => {});",
    "test('7 things happen', () => {});",
    "const text = 'complaint 8';",
    '// complaints 9 and 10',
  ].join('\n');
  expect(casesIn('a.ts', source)).toEqual([1, 2, 3, 4]);
  expect(complaintsIn('a.ts', source)).toEqual([9, 10]);
});
