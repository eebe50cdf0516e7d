/** The app's UI extensions as they lie on disk, and their code as Shopify would be sent it. Read anew each time, so that an edit shows at once. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import type { Rolldown } from 'vite';
import { z } from 'zod';

export interface UiExtension {
  /** The folder's name. */
  name: string;
  directory: string;
  /** Target → module, `./src/thank-you.tsx`. */
  modules: ReadonlyMap<string, string>;
}

const description = z.object({
  extensions: z.tuple([
    z.object({
      type: z.literal('ui_extension'),
      targeting: z.array(z.object({ module: z.string(), target: z.string() })),
    }),
  ]),
});

export function readUiExtensions(directory: string): UiExtension[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).flatMap((name) => {
    const file = join(directory, name, 'shopify.extension.toml');
    const found = existsSync(file) ? description.safeParse(parse(readFileSync(file, 'utf8'))) : null;
    if (!found?.success) return [];
    const [{ targeting }] = found.data.extensions;
    return [
      { name, directory: join(directory, name), modules: new Map(targeting.map((each) => [each.target, each.module])) },
    ];
  });
}

/** One file in which everything is. */
export async function buildModule(directory: string, module: string): Promise<string> {
  // Only whoever looks at an extension waits for it.
  const { build } = await import('vite');
  const output = await build({
    root: directory,
    configFile: false,
    logLevel: 'warn',
    oxc: { jsx: { importSource: 'preact' } },
    build: { write: false, lib: { entry: join(directory, module), formats: ['es'] } },
  });
  const [bundle] = Array.isArray(output) ? output : [output as Rolldown.RolldownOutput];
  const chunk = bundle?.output[0];
  if (chunk?.type !== 'chunk') throw new Error(`${module} was not built`);
  return chunk.code;
}

/** The extension's own words in that language, else in its default one. */
export function wordsOf(directory: string, language: string): unknown {
  const folder = join(directory, 'locales');
  const files = readdirSync(folder);
  const file =
    files.find((name) => name.startsWith(`${language}.`)) ?? files.find((name) => name.endsWith('.default.json'));
  return file === undefined ? {} : JSON.parse(readFileSync(join(folder, file), 'utf8'));
}
