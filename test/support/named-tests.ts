/**
 * Pages of `docs/` that say which test proves what. They write the file in code quotes and the test's name behind an angle:
 * `` `test/attack/proxy.test.ts` › of one store is nobody in another, whatever the id ``, up to the end of the cell or line.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './source-files.ts';

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
