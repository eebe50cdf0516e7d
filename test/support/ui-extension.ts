/** A UI extension in a browser: built as for Shopify, in the simulator's stand-in of what surrounds it there. What Shopify gives only some, the test writes. */
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Page } from 'playwright-core';
import { buildModule, wordsOf } from '../../simulator/storefront/ui-extension/read-ui-extensions.ts';
import { standInPage } from '../../simulator/storefront/ui-extension/stand-in.ts';
import { projectFolder } from './source-files.ts';

/** Shopify refuses larger ones. */
export const MOST_BYTES = 64 * 1024;

const folderOf = (name: string) => join(projectFolder, 'extensions', name);

/** The code of one of its modules. `name` is the folder below `extensions`. */
export function builtExtension(name: string, module: string): Promise<string> {
  return buildModule(folderOf(name), `./src/${module}`);
}

export async function packedBytes(code: string): Promise<number> {
  return (await promisify(gzip)(code)).byteLength;
}

/** Shopify's page with the extension on it. `api` is the text of the object that stands beside `i18n` in `shopify`. */
export function extensionPage(name: string, locale: 'en' | 'vi', api: string): string {
  return standInPage({ locale, words: wordsOf(folderOf(name), locale), api, script: '/block.js' });
}

export const press = (page: Page, text: string) => page.locator('s-button', { hasText: text }).click();
