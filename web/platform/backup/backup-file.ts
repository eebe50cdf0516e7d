/**
 * A back-up is one file that fits either database: gzip of lines of JSON. The first line says what it is and which migrations the tables
 * have had; then each table with its columns and rows, then the jobs that wait, and last a line with how many lines came before and their
 * hash. A file without that last line is not whole.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline as pipelineOf } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';

const FORMAT = 'regulars-backup';
const VERSION = 1;

export const headerLine = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  madeAt: z.string(),
  migrations: z.array(z.string()),
});
const tableLine = z.object({ table: z.string(), columns: z.array(z.string()) });
const rowLine = z.array(z.union([z.string(), z.number(), z.null()]));
const jobLine = z.object({
  job: z.object({
    shopId: z.number(),
    kind: z.string(),
    key: z.string(),
    payload: z.string().nullable(),
    runAt: z.number(),
    dueAt: z.number(),
    attempts: z.number(),
    suspect: z.boolean(),
    again: z.boolean(),
  }),
});
const lastLine = z.object({ lines: z.number(), sha256: z.string() });
const anyLine = z.union([rowLine, jobLine, tableLine]);

export type Header = z.infer<typeof headerLine>;
export type BackupLine = z.infer<typeof anyLine>;

export class BackupUnusable extends Error {
  override readonly name = 'BackupUnusable';
}

export function header(madeAt: number, migrations: string[]): Header {
  return { format: FORMAT, version: VERSION, madeAt: new Date(madeAt).toISOString(), migrations };
}

/**
 * Writes a file that nobody but its owner may read: it holds personal data. It has its name only once it is whole and on the disk. Throws
 * when there is a file of that name.
 */
export async function writeBackup(
  path: string,
  first: Header,
  lines: AsyncIterable<BackupLine>,
): Promise<{ bytes: number }> {
  const partial = `${path}.partial`;
  // Taken now, so that nobody is told only at the end of an hour.
  await (await open(path, 'wx', 0o600).catch(refuse(path))).close();
  try {
    await rm(partial, { force: true });
    await pipeline(textOf(first, lines), createGzip(), createWriteStream(partial, { mode: 0o600, flush: true }));
    const { size: bytes } = await stat(partial);
    await rename(partial, path);
    return { bytes };
  } catch (error) {
    await rm(partial, { force: true });
    await rm(path, { force: true });
    throw error;
  }
}

function refuse(path: string) {
  return (cause: NodeJS.ErrnoException): never => {
    if (cause.code === 'EEXIST')
      throw new Error(`There is a file ${path} already: a back-up never replaces another. Choose another name.`);
    throw new Error(`${path} cannot be written`, { cause });
  };
}

const TEXT_AT_A_TIME = 64 * 1024;

async function* textOf(first: Header, lines: AsyncIterable<BackupLine>): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let count = 0;
  let text = '';
  const add = (line: unknown) => {
    const written = `${JSON.stringify(line)}\n`;
    hash.update(written);
    count += 1;
    text += written;
  };
  add(first);
  for await (const line of lines) {
    add(line);
    if (text.length < TEXT_AT_A_TIME) continue;
    yield text;
    text = '';
  }
  yield `${text}${JSON.stringify({ lines: count, sha256: hash.digest('hex') })}\n`;
}

/** Reads the whole file once and believes nothing: throws `BackupUnusable` when it is damaged, cut off, or none. */
export async function checkBackup(path: string): Promise<Header> {
  const hash = createHash('sha256');
  let first: Header | null = null;
  let last: z.infer<typeof lastLine> | null = null;
  let count = 0;
  for await (const line of linesOf(path)) {
    if (last) throw new BackupUnusable('There is something behind the end of the back-up.');
    const value = parsed(line);
    if (first === null) {
      const read = headerLine.safeParse(value);
      if (!read.success) throw new BackupUnusable('This is no back-up of this app, or one of a newer kind.');
      first = read.data;
    }
    const end = lastLine.safeParse(value);
    if (end.success) {
      last = end.data;
      continue;
    }
    if (count > 0 && !anyLine.safeParse(value).success) throw new BackupUnusable('The back-up is damaged.');
    hash.update(`${line}\n`);
    count += 1;
  }
  if (first === null) throw new BackupUnusable('The file is empty.');
  if (last === null) throw new BackupUnusable('The back-up is cut off: its end is missing.');
  if (last.lines !== count || last.sha256 !== hash.digest('hex')) throw new BackupUnusable('The back-up is damaged.');
  return first;
}

/** What is between the first and the last line. Only of a file that `checkBackup` has found whole. */
export async function* readBackup(path: string): AsyncGenerator<BackupLine> {
  let header = true;
  for await (const line of linesOf(path)) {
    if (header) {
      header = false;
      continue;
    }
    const value = parsed(line);
    if (lastLine.safeParse(value).success) return;
    yield anyLine.parse(value);
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  // An error of either is the last one's error.
  const text = pipelineOf(createReadStream(path), createGunzip(), () => {});
  try {
    yield* createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw new BackupUnusable(`${path} cannot be read as a back-up`, { cause: error });
  } finally {
    text.destroy();
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new BackupUnusable('The back-up is damaged.', { cause: error });
  }
}
