import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from '@shopify/theme-check-node';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const extension = join(root, 'extensions', 'points');
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'regulars-theme-'));
  await cp(extension, copy, { recursive: true });
});
afterAll(() => rm(copy, { recursive: true, force: true }));

async function offences(folder: string): Promise<string[]> {
  const found = await check(folder, 'theme-check:theme-app-extension');
  return found.map((offence) => `${offence.check} ${offence.uri.split('/').slice(-2).join('/')}: ${offence.message}`);
}

test('Shopify’s own checker finds nothing in the theme app extension', async () => {
  expect(await offences(extension)).toEqual([]);
});

test('and it does find what is wrong: a text that no language has, and a tag that blocks may not use', async () => {
  await writeFile(join(copy, 'blocks', 'wrong.liquid'), "{{ 'nowhere.to_be_found' | t }}{% include 'number' %}");
  const checks = (await offences(copy)).map((offence) => offence.split(' ')[0]);
  expect(checks).toEqual(
    expect.arrayContaining(['TranslationKeyExists', 'AppBlockValidTags', 'AppBlockMissingSchema']),
  );
});
