import { expect, test } from 'vitest';
import { csvText } from './csv.ts';

test('what a spreadsheet would take for a formula is defused, a number is not', () => {
  expect(csvText([['=1+1', '+84', '-x', '@a', '\tb', -300, null]])).toBe("\uFEFF'=1+1,'+84,'-x,'@a,'\tb,-300,\r\n");
});

test('commas, quotes and line ends are quoted', () => {
  expect(csvText([['a,b', 'say "hi"', 'two\nlines']])).toBe('\uFEFF"a,b","say ""hi""","two\nlines"\r\n');
});
