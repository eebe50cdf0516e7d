import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultSchemaPath, fetchAdminSchema } from './fetch-schema.ts';
import { fileInTarball } from './read-tar.ts';
import { loadAdminSchema } from './schema.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schema-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** One entry of a ustar archive. */
function entry(name: string, content: string, prefix = ''): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  header.write(prefix, 345);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body]);
}

it('reads one file out of a tarball, with and without a path prefix', () => {
  const tarball = gzipSync(
    Buffer.concat([entry('a.txt', 'A'), entry('b.txt', 'B'.repeat(600), 'package/dist'), Buffer.alloc(1024)]),
  );
  expect(Buffer.from(fileInTarball(tarball, 'a.txt') ?? []).toString()).toBe('A');
  expect(Buffer.from(fileInTarball(tarball, 'package/dist/b.txt') ?? []).toString()).toBe('B'.repeat(600));
  expect(fileInTarball(tarball, 'c.txt')).toBeNull();
});

it('fetches nothing when the schema is there', async () => {
  const download = vi.fn<() => Promise<Uint8Array>>();
  expect(await fetchAdminSchema(defaultSchemaPath, download)).toBe(defaultSchemaPath);
  expect(download).not.toHaveBeenCalled();
});

it('fetches again when the file is damaged, and keeps nothing of a tarball that is not the expected one', async () => {
  const path = join(folder, 'schema.json.gz');
  await writeFile(path, 'damaged');
  const download = vi.fn<() => Promise<Uint8Array>>().mockResolvedValue(Buffer.from('not the tarball'));
  await expect(fetchAdminSchema(path, download)).rejects.toThrow('is not the expected one');
  expect(download).toHaveBeenCalledOnce();
  expect(await readFile(path, 'utf8')).toBe('damaged');
  expect(await readdir(folder)).toEqual(['schema.json.gz']);
});

it('hands on why it could not be fetched', async () => {
  const offline = () => Promise.reject(new Error('Could not fetch: connect once'));
  await expect(fetchAdminSchema(join(folder, 'schema.json.gz'), offline)).rejects.toThrow('connect once');
});

it('names the remedy when the schema was never fetched', () => {
  expect(() => loadAdminSchema(join(folder, 'missing.json.gz'))).toThrow('npm run schema');
});
