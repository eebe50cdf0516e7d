/** The project's sources as the house rules look at them: who imports whom, and the code without its comments. */
import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

export interface SourceFile {
  /** From the project's folder, with forward slashes. */
  path: string;
  imports: Import[];
  /** Comments blanked out; every line where it was. */
  code: string;
  source: string;
}
export interface Import {
  /** A path of ours, or the name of a package or of a module of Node. */
  target: string;
  ours: boolean;
  /** Vanishes when the types are stripped. */
  typeOnly: boolean;
}

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['web', 'db', 'simulator', 'scripts', 'test', 'bench'];

export async function readSources(): Promise<SourceFile[]> {
  const folders = await Promise.all(
    FOLDERS.map(async (folder) => (await filesBelow(folder)).map((name) => posix.join(folder, name))),
  );
  const paths = folders.flat().filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'));
  return Promise.all(paths.map(async (path) => sourceFile(path, await readFile(join(projectFolder, path), 'utf8'))));
}

async function filesBelow(folder: string): Promise<string[]> {
  try {
    return (await readdir(join(projectFolder, folder), { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Throws on what cannot be parsed. */
export function sourceFile(path: string, source: string): SourceFile {
  const parsed = parseSync(path, source);
  if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors.map(({ message }) => message).join('; ')}`);
  const imports: Import[] = [];
  const add = (specifier: string, typeOnly: boolean) => {
    const ours = specifier.startsWith('.');
    const target = ours ? posix.join(posix.dirname(path), specifier) : specifier;
    imports.push({ target, ours, typeOnly });
  };
  for (const { moduleRequest, entries } of parsed.module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType));
  }
  for (const { entries } of parsed.module.staticExports) {
    for (const { moduleRequest, isType } of entries) if (moduleRequest) add(moduleRequest.value, isType);
  }
  for (const { moduleRequest } of parsed.module.dynamicImports) {
    const literal = /^['"`]([^'"`$]+)['"`]$/.exec(source.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[1]) add(literal[1], false);
  }
  let code = source;
  for (const { start, end } of parsed.comments) {
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end);
  }
  return { path, imports, code, source };
}
