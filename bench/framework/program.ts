/** A program of ours as a process of its own, as it is run in production. */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export interface Program {
  /** Where it listens. */
  url: string;
  pid: number;
  /** Ms of the processor that it has used so far; null where the system does not say. */
  processor(): Promise<number | null>;
  /** Resolves when it is gone. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const LONGEST_START_MS = 60_000;

/** Started when it has written a JSON line with a `url` on its standard output. `path` is seen from the project's folder. */
export async function startProgram(
  path: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Program> {
  const child = spawn(process.execPath, [path, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, ...env },
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // Should this process end first, however.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
    process.off('exit', kill);
  };
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${path} did not start:\n${said}`)), LONGEST_START_MS);
    void gone.then(() => {
      clearTimeout(timer);
      reject(new Error(`${path} ended:\n${said}`));
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000);
      const found = /^\{.*"url":"(http[^"]+)"/m.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    });
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const pid = child.pid ?? 0;
  return { url, pid, processor: () => processorOf(pid), stop };
}

/** Linux counts in hundredths of a second: the 14th and 15th field, and the second one may hold spaces. */
async function processorOf(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const [user, system] =
    text
      ?.slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13) ?? [];
  return user === undefined ? null : (Number(user) + Number(system)) * 10;
}
