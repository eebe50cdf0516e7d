/** The world in a file: written whole and put in place by a rename, so that a crash leaves the one before. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { complain } from '../complain.ts';
import { parseSnapshot, snapshotText, type Snapshot } from '../world/snapshot.ts';

const every = 30_000;

/** Null when there is no file yet; throws when there is one that cannot be read. */
export async function loadState(path: string): Promise<Snapshot | null> {
  try {
    return parseSnapshot(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

export interface StateKeeper {
  /** Writes a last time. */
  stop(): Promise<void>;
}

export function keepState(path: string, snapshot: () => Snapshot): StateKeeper {
  let writing = Promise.resolve();
  const save = (): Promise<void> => {
    writing = writing.then(async () => {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.new`, snapshotText(snapshot()));
      await rename(`${path}.new`, path);
    });
    return writing;
  };
  const timer = setInterval(() => {
    save().catch((error: unknown) => {
      complain(`The simulator's state could not be written to ${path}`, error);
      writing = Promise.resolve();
    });
  }, every);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await save();
    },
  };
}
