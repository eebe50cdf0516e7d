/**
 * Shopify's own Admin GraphQL schema, as introspection JSON, out of the npm tarball of `@shopify/dev-mcp` (ISC licence,
 * Shopify Inc.). It is cached below `.cache` and not committed; the package is no dependency, because it would bring
 * Shopify's whole command line with it.
 */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fileInTarball } from './read-tar.ts';

export const ADMIN_API_VERSION = '2026-07';
const PACKAGE = '@shopify/dev-mcp@1.16.0';
/** npm's `dist.integrity` of the package. */
const TARBALL_SHA512 = 'tqgRnK7sQhjew+htxtleTH23nXB5fZcsrhWgEkomsorGXvLOB2mh2upwZm8uzuTDNTZnqtLMe64yIwh6s2awtw==';
const SCHEMA_SHA256 = '5bcde995c89c59acdb2ee494378d96f45ce7378a16ec829a74b71d696a08ef19';
const ENTRY = `package/dist/data/admin_${ADMIN_API_VERSION}.json.gz`;

export const defaultSchemaPath = fileURLToPath(
  new URL(`../../.cache/admin_${ADMIN_API_VERSION}.json.gz`, import.meta.url),
);

/** Where the schema lies, after fetching it if it is missing or damaged. Safe to call from several processes at once. */
export async function fetchAdminSchema(path = defaultSchemaPath, download = downloadTarball): Promise<string> {
  if (await isTheSchema(path)) return path;
  const tarball = await download(dirname(path));
  if (sha(tarball, 'sha512', 'base64') !== TARBALL_SHA512) {
    throw new Error(
      `The tarball of ${PACKAGE} that npm delivered is not the expected one (sha512 differs); nothing was kept.`,
    );
  }
  const schema = fileInTarball(tarball, ENTRY);
  if (!schema || sha(schema, 'sha256', 'hex') !== SCHEMA_SHA256) {
    throw new Error(`${PACKAGE} does not hold the expected ${ENTRY}; nothing was kept.`);
  }
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${randomUUID()}`;
  await writeFile(fresh, schema);
  await rename(fresh, path);
  return path;
}

async function isTheSchema(path: string): Promise<boolean> {
  try {
    return sha(await readFile(path), 'sha256', 'hex') === SCHEMA_SHA256;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function downloadTarball(beside: string): Promise<Uint8Array> {
  await mkdir(beside, { recursive: true });
  const folder = await mkdtemp(join(beside, 'schema-'));
  try {
    const quickly = ['--prefer-offline', '--fetch-retries=1', '--fetch-retry-mintimeout=1000'];
    // npm is a script of its own on Windows, which only a shell finds; no argument here comes from outside.
    await promisify(execFile)('npm', ['pack', PACKAGE, '--silent', ...quickly, '--pack-destination', folder], {
      shell: process.platform === 'win32',
      // A newer Node lets npm keep its compiled code in the system's temporary folder, and nobody asked for that.
      env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
    }).catch((cause: unknown) => {
      throw new Error(
        `Could not fetch Shopify's Admin schema: "npm pack ${PACKAGE}" failed. Connect to the npm registry and try again; ` +
          'from then on it is read from .cache.',
        { cause },
      );
    });
    const [file] = await readdir(folder);
    if (!file) throw new Error(`"npm pack ${PACKAGE}" wrote no file.`);
    return await readFile(join(folder, file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sha(bytes: Uint8Array, algorithm: string, encoding: 'hex' | 'base64'): string {
  return createHash(algorithm).update(bytes).digest(encoding);
}
