/** The files with what operations in bulk have read: written piece by piece, so that memory does not grow with the store. */
import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { seeded } from '../../control/seeded.ts';
import type { Line } from './lines.ts';

export interface ResultFiles {
  /** A new file. Ungrouped lines stand in it in no order: children far from their parent, or before it. */
  open(grouped: boolean, seed: number): Promise<ResultFile>;
  path(name: string): string;
  remove(name: string): Promise<void>;
  /** Removes the folder, unless it belongs to a kept state. */
  stop(): Promise<void>;
}
export interface ResultFile {
  name: string;
  write(lines: readonly Line[]): Promise<void>;
  /** Bytes of the finished file. */
  finish(): Promise<number>;
}

/** Share of ungrouped lines that come at the very end. */
const STRAGGLERS = 0.1;

/** `kept`: a folder that outlives the process; without it a temporary one is used. */
export function createResultFiles(kept: string | null): ResultFiles {
  let folder: string | null = null;
  const there = async (): Promise<string> => {
    if (folder === null) {
      if (kept !== null) await mkdir(kept, { recursive: true });
      folder = kept ?? (await mkdtemp(join(tmpdir(), 'simulator-bulk-')));
    }
    return folder;
  };
  const path = (name: string): string => join(folder ?? kept ?? tmpdir(), name);
  return {
    path,
    async open(grouped, seed) {
      await there();
      const name = randomBytes(14).toString('hex');
      const [main, late] = [path(name), path(`${name}-late`)];
      await writeFile(main, '');
      await writeFile(late, '');
      const random = seeded(seed);
      return {
        name,
        async write(lines) {
          if (grouped) return appendFile(main, lines.map(({ text }) => text).join(''));
          const mixed = lines
            .map(({ text }) => ({ text, rank: random() }))
            .toSorted((one, other) => one.rank - other.rank)
            .map(({ text }) => ({ text, late: random() < STRAGGLERS }));
          const joined = (which: boolean) => mixed.map((line) => (line.late === which ? line.text : '')).join('');
          await appendFile(main, joined(false));
          await appendFile(late, joined(true));
        },
        async finish() {
          await pipeline(createReadStream(late), createWriteStream(main, { flags: 'a' }));
          await rm(late);
          return (await stat(main)).size;
        },
      };
    },
    async remove(name) {
      await rm(path(name), { force: true });
      await rm(path(`${name}-late`), { force: true });
    },
    async stop() {
      if (folder !== null && kept === null) await rm(folder, { recursive: true, force: true });
    },
  };
}
