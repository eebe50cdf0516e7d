/**
 * The app's theme app extensions as they lie on disk. Read anew each time, so that an edit shows on the next request; they
 * are a handful of small files.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parse } from 'smol-toml';

export interface BlockSetting {
  type: string;
  id?: string;
  label?: unknown;
  default?: unknown;
  autofill?: boolean;
  options?: { value: string; label: unknown }[];
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  info?: unknown;
  content?: unknown;
}
export interface BlockSchema {
  name: unknown;
  target: string;
  javascript?: string;
  stylesheet?: string;
  enabled_on?: { templates?: string[]; groups?: string[] };
  disabled_on?: { templates?: string[]; groups?: string[] };
  available_if?: string;
  class?: string;
  tag?: string;
  settings: BlockSetting[];
}
export interface AppBlock {
  /** The file's name: `points-balance`. */
  handle: string;
  source: string;
  schema: BlockSchema;
}
export type Texts = { [key: string]: string | Texts };
export interface ThemeExtension {
  handle: string;
  directory: string;
  blocks: Map<string, AppBlock>;
  /** Without `.liquid`. */
  snippets: Map<string, string>;
  /** Storefront texts by language. */
  locales: Map<string, Texts>;
  /** Texts of the theme editor (`*.schema.json`), to which `t:` in a schema points. */
  schemaLocales: Map<string, Texts>;
  /** The language of `X.default.json`. */
  defaultLocale: string;
}

export function readExtensions(directory: string): ThemeExtension[] {
  if (!existsSync(directory)) return [];
  const extensions: ThemeExtension[] = [];
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const file = join(directory, entry.name, 'shopify.extension.toml');
    if (!entry.isDirectory() || !existsSync(file)) continue;
    const config = parse(readFileSync(file, 'utf8'));
    const listed = Array.isArray(config.extensions) ? config.extensions[0] : config;
    const { type, handle } = fields(listed);
    if (type !== 'theme') continue;
    extensions.push(readTheme(join(directory, entry.name), typeof handle === 'string' ? handle : entry.name));
  }
  return extensions;
}

function readTheme(directory: string, handle: string): ThemeExtension {
  const extension: ThemeExtension = {
    handle,
    directory,
    blocks: new Map(),
    snippets: new Map(),
    locales: new Map(),
    schemaLocales: new Map(),
    defaultLocale: 'en',
  };
  for (const [file, source] of filesIn(join(directory, 'blocks'), '.liquid')) {
    extension.blocks.set(file, {
      handle: file,
      source,
      schema: parseSchema(source, `${handle}/blocks/${file}.liquid`),
    });
  }
  for (const [file, source] of filesIn(join(directory, 'snippets'), '.liquid')) extension.snippets.set(file, source);
  for (const [file, source] of filesIn(join(directory, 'locales'), '.json')) {
    const [language = '', ...kinds] = file.split('.');
    const texts: Texts = JSON.parse(source);
    if (kinds.includes('schema')) extension.schemaLocales.set(language, texts);
    else extension.locales.set(language, texts);
    if (kinds.includes('default')) extension.defaultLocale = language;
  }
  return extension;
}

/** The `{% schema %}` of a block. Shopify refuses a block without one at deploy; so does this. */
export function parseSchema(source: string, file: string): BlockSchema {
  const json = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(source)?.[1];
  if (json === undefined) throw new Error(`${file} has no {% schema %}`);
  let schema: unknown;
  try {
    schema = JSON.parse(json);
  } catch (error) {
    throw new Error(`The {% schema %} of ${file} is not JSON`, { cause: error });
  }
  const { target, settings } = fields(schema);
  if (typeof target !== 'string') throw new Error(`The {% schema %} of ${file} has no target`);
  return { ...(schema as BlockSchema), settings: Array.isArray(settings) ? settings : [] };
}

/** What a block starts with, by the defaults of its settings. */
export function defaultBlockSettings(schema: BlockSchema): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const setting of schema.settings) {
    if (setting.id === undefined) continue;
    settings[setting.id] = setting.default ?? (setting.type === 'checkbox' ? false : '');
  }
  return settings;
}

/** A schema's text, or what its `t:` key points to in the given language, else in the default one. */
export function schemaText(extension: ThemeExtension, text: unknown, language: string): string {
  if (text !== null && typeof text === 'object') {
    const byLanguage = fields(text);
    return String(byLanguage[language] ?? byLanguage[extension.defaultLocale] ?? Object.values(byLanguage)[0] ?? '');
  }
  if (typeof text !== 'string' || !text.startsWith('t:')) return String(text ?? '');
  const key = text.slice(2);
  for (const one of [language, extension.defaultLocale]) {
    const found = lookUp(extension.schemaLocales.get(one), key);
    if (typeof found === 'string') return found;
  }
  return key;
}

/** `a.b.c` in a tree of texts. */
export function lookUp(texts: Texts | undefined, key: string): string | Texts | undefined {
  let found: string | Texts | undefined = texts;
  for (const part of key.split('.')) {
    if (found === undefined || typeof found === 'string' || !Object.hasOwn(found, part)) return undefined;
    found = found[part];
  }
  return found;
}

const fields = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};

function* filesIn(directory: string, extension: string): Generator<[string, string]> {
  if (!existsSync(directory)) return;
  for (const file of readdirSync(directory).sort()) {
    if (extname(file) === extension) yield [basename(file, extension), readFileSync(join(directory, file), 'utf8')];
  }
}
