import { expect, test } from 'vitest';
import { moved } from './moved.ts';

test('A thing goes to its new place, the others keep theirs, and what is not there changes nothing', () => {
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 3, 1)).toEqual(['a', 'b', 'c']);
});
