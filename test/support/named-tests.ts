/**
 * Pages of `docs/` that say which test proves what. They write the file in code quotes and the test's name behind an angle:
 * `` `test/attack/proxy.test.ts` › of one store is nobody in another, whatever the id ``, up to the end of the cell or line.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, sourceFile } from './source-files.ts';

const NAMED = /`([\w./-]+\.test\.tsx?)`(?: › ([^|\n;]+?)(?=\s*(?:[|\n;]|$)))?/g;
const FILES = /`((?:web|db|docs|extensions|scripts|simulator|test)\/[\w./-]+\.\w+)`/g;

/** Has this file a test of exactly this name? */
export async function testExists(file: string, name: string): Promise<boolean> {
  if (!existsSync(join(projectFolder, file))) return false;
  const source = (await readFile(join(projectFolder, file), 'utf8')).replaceAll(/\\(['"`])/g, '$1');
  return [`'`, `"`, '`'].some((quote) => source.includes(`${quote}${name}${quote}`));
}

/** What the page names and is not there: tests by their file and name, and every other file in code quotes. */
export async function missingFrom(page: string): Promise<string[]> {
  const text = await readFile(join(projectFolder, page), 'utf8');
  const missing = [...text.matchAll(FILES)].flatMap(([, file = '']) =>
    existsSync(join(projectFolder, file)) ? [] : [file],
  );
  for (const [, file = '', name] of text.matchAll(NAMED)) {
    if (name !== undefined && !(await testExists(file, name))) missing.push(`${file} › ${name}`);
  }
  return missing;
}

/** How many tests the page names: a page without any would prove nothing. */
export async function countNamed(page: string): Promise<number> {
  const text = await readFile(join(projectFolder, page), 'utf8');
  return [...text.matchAll(NAMED)].filter(([, , name]) => name !== undefined).length;
}

const TITLE = /\b(?:test|describe)\(\s*(['"`])(.*?)(?<!\\)\1,/g;
const NUMBERS = /^(\d+(?:(?:,| and) \d+)*)\b[^:]*:/;

/** Which cases of the test book a test of this file is named by: `'39, 40: what comes back …'`. One that is skipped, or a comment, is none. */
export function casesIn(path: string, source: string): number[] {
  const { code } = sourceFile(path, source);
  return [...code.matchAll(TITLE)].flatMap(([, , title = '']) => numbersOf(NUMBERS.exec(title)?.[1]));
}

/** Which complaints of the market the comments of this file name: `complaints 3 and 5`. */
export function complaintsIn(path: string, source: string): number[] {
  const { code } = sourceFile(path, source);
  const comments = [...source].map((letter, at) => (letter === code[at] && letter !== '\n' ? ' ' : letter)).join('');
  const named = comments.matchAll(/\bcomplaints? (\d+(?:(?:,| and) \d+)*)/gi);
  return [...named].flatMap(([, numbers]) => numbersOf(numbers));
}

function numbersOf(text = ''): number[] {
  return (text.match(/\d+/g) ?? []).map(Number);
}
