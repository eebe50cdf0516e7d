/**
 * A UI extension in a browser: built as for Shopify, with plain elements for Shopify's own (`s-button` …), and with what Shopify gives every
 * extension. What it gives only some, the test writes.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Page } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { projectFolder } from './source-files.ts';

/** Shopify refuses larger ones. */
export const MOST_BYTES = 64 * 1024;

/** The code of one of its modules. `name` is the folder below `extensions`. */
export async function builtExtension(name: string, module: string): Promise<string> {
  const root = join(projectFolder, 'extensions', name);
  const output = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    oxc: { jsx: { importSource: 'preact' } },
    build: { write: false, lib: { entry: join(root, 'src', module), formats: ['es'] } },
  });
  const [bundle] = Array.isArray(output) ? output : [output as Rolldown.RolldownOutput];
  const chunk = bundle?.output[0];
  if (chunk?.type !== 'chunk') throw new Error('the extension was not built');
  return chunk.code;
}

export async function packedBytes(code: string): Promise<number> {
  return (await promisify(gzip)(code)).byteLength;
}

/** `shopify.i18n` with the extension's own words of that language. */
const i18nOf = (locale: string, words: unknown) => `
  const words = ${JSON.stringify(words)};
  const find = (key) => key.split('.').reduce((tree, part) => tree?.[part], words);
  const i18n = {
    translate(key, values = {}) {
      const found = find(key);
      const plural = new Intl.PluralRules('${locale}').select(Number(values.count ?? 2));
      const text = typeof found === 'string' ? found : (found?.[plural] ?? found?.other);
      if (text === undefined) throw new Error('no text for ' + key);
      return text.replace(/{{(\\w+)}}/g, (all, name) => values[name]);
    },
    formatNumber: (number) => new Intl.NumberFormat('${locale}').format(number),
    formatCurrency: (number, options) => new Intl.NumberFormat('${locale}', { style: 'currency', ...options }).format(number),
  };`;

/** About what Shopify's elements look like: enough to read what stands where. */
const ELEMENTS = `
  body { font: 14px/1.5 sans-serif; max-width: 40rem; margin: 1rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
  s-section, s-admin-block, s-stack, s-stack > s-text, s-banner, s-heading, s-stack > s-link { display: block; }
  s-stack { display: flex; flex-direction: column; gap: .5rem; align-items: start; }
  s-stack[direction=inline] { flex-direction: row; align-items: center; }
  s-section, s-admin-block { border: 1px solid #ddd; border-radius: 8px; padding: 1rem; }
  s-section::before { content: attr(heading); font-size: 1.25rem; font-weight: 600; }
  s-heading, s-text[type=strong] { font-weight: 600; }
  s-text[color=subdued] { color: #616161; }
  s-banner { background: #eaf4ff; border-radius: 8px; padding: .75rem; }
  s-link { color: #005bd3; text-decoration: underline; }
  s-button { border: 1px solid #8a8a8a; border-radius: 8px; padding: .25rem .75rem; }
  s-divider { display: block; align-self: stretch; border-top: 1px solid #ddd; }
  s-product-thumbnail { width: 48px; height: 48px; background: #eee; border-radius: 4px; }
`;

/** Shopify's page with the extension on it. `api` is the text of the object that stands beside `i18n` in `shopify`. */
export async function extensionPage(name: string, locale: 'en' | 'vi', api: string): Promise<string> {
  const file = join(projectFolder, 'extensions', name, 'locales', locale === 'en' ? 'en.default.json' : 'vi.json');
  const words: unknown = JSON.parse(await readFile(file, 'utf8'));
  return `<!doctype html><html lang="${locale}"><meta name="viewport" content="width=device-width"><style>${ELEMENTS}</style><body></body>
    <script>${i18nOf(locale, words)} window.shopify = { i18n, ...${api} };</script>
    <script type="module">import start from '/block.js'; start();</script>`;
}

export const press = (page: Page, text: string) => page.locator('s-button', { hasText: text }).click();
