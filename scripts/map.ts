/**
 * `npm run map`: which webhook topic, event, schedule, job and route wakes which slice, and in which file. Read from the
 * manifests themselves, so it cannot be out of date.
 */
import { readdir, readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { everyManifest } from '../web/app.ts';
import type { Manifest } from '../web/platform/manifest.ts';

interface Line {
  /** `orders/updated`, `GET /api/customers/:id`. */
  wakes: string;
  slice: string;
  file: string;
}
type Section = [title: string, lines: Line[]];

/** The handlers ask for what an installation needs when they run; here none does. */
const manifests = everyManifest(() => {
  throw new Error('the map runs no handler');
});

const sections: Section[] = [
  ['Webhooks', []],
  ['Events of our own', []],
  ['Schedules', []],
  ['Jobs', []],
  ['Admin API (session token)', []],
  ['Storefront (app proxy)', []],
  ['UI extensions (session token of a shopper)', []],
  ['Privacy', []],
  ['Theme blocks', await themeBlocks()],
];
for (const manifest of manifests) {
  const fileOf = await handlerFiles(manifest);
  for (const [index, lines] of linesOf(manifest, fileOf).entries()) sections[index]?.[1].push(...lines);
}
console.log(sections.flatMap(print).join('\n'));

/** What Shopify itself renders, from what the app has written before. */
async function themeBlocks(): Promise<Line[]> {
  const files = await readdir(new URL('../extensions', import.meta.url), { recursive: true });
  return files.flatMap((name) => {
    const [, slice, block] = /^([^/]+)\/blocks\/(.+)\.liquid$/.exec(name.replaceAll('\\', '/')) ?? [];
    return slice && block ? [{ wakes: block, slice: `extensions/${slice}`, file: `extensions/${name}` }] : [];
  });
}

/** In the order of `sections`. */
function linesOf(manifest: Manifest, fileOf: (handler: unknown) => string): Line[][] {
  const { webhooks = {}, on = {}, schedules = [], jobs = {} } = manifest;
  const { adminRoutes = [], proxyRoutes = [], extensionRoutes = [], privacy } = manifest;
  const line = (wakes: string, handler: unknown): Line => ({ wakes, slice: manifest.name, file: fileOf(handler) });
  return [
    Object.entries(webhooks).map(([topic, handler]) => line(topic, handler)),
    Object.entries(on).map(([event, handler]) => line(event, handler)),
    schedules.map(({ name, run }) => line(name, run)),
    Object.entries(jobs).map(([kind, handler]) => line(kind, handler)),
    adminRoutes.map(({ method, path, handle }) => line(`${method} /api${path}`, handle)),
    proxyRoutes.map(({ method, path, handle }) => line(`${method} …${path}`, handle)),
    extensionRoutes.map(({ method, path, handle }) => line(`${method} /ext${path}`, handle)),
    privacy ? Object.entries(privacy).map(([hook, handler]) => line(hook, handler)) : [],
  ];
}

/** A handler's file: the one from which the manifest imports a function of that name, else the manifest itself. */
async function handlerFiles(manifest: Manifest): Promise<(handler: unknown) => string> {
  const path = `web/${manifest.name}/manifest.ts`;
  const source = await readFile(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
  const files = new Map<string, string>();
  for (const { entries, moduleRequest } of parseSync(path, source).module.staticImports) {
    if (!moduleRequest.value.startsWith('.')) continue;
    for (const { importName } of entries) {
      if (importName.name) files.set(importName.name, posix.join(posix.dirname(path), moduleRequest.value));
    }
  }
  return (handler) => (typeof handler === 'function' ? files.get(handler.name) : undefined) ?? path;
}

function print([title, lines]: Section): string[] {
  if (lines.length === 0) return [];
  const sorted = lines.toSorted((a, b) => a.wakes.localeCompare(b.wakes) || a.slice.localeCompare(b.slice));
  const first = Math.max(...sorted.map(({ wakes }) => wakes.length));
  const second = Math.max(...sorted.map(({ slice }) => slice.length));
  return [
    title,
    ...sorted.map(({ wakes, slice, file }) => `  ${wakes.padEnd(first)}  ${slice.padEnd(second)}  ${file}`),
    '',
  ];
}
