/** The program as it is run in production, as a process of its own: `node web/main.ts`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface AppProcess {
  child: ChildProcess;
  /** Resolves when it runs, with the address where it listens (empty for a worker); fails when it ends before that. */
  ready: Promise<string>;
  /** Resolves with the exit code; null when a signal ended it. */
  exited: Promise<number | null>;
  /** What it has said so far. */
  log(): string;
  /** Asks it to stop, and resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: it is gone when this resolves. */
  kill(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

export function startProcess(env: NodeJS.ProcessEnv, flags: readonly string[] = []): AppProcess {
  const child = spawn(process.execPath, ['web/main.ts', ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Nothing of the caller's environment but the way to programs.
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: `${root}.cache/compiled`, LOG_LEVEL: 'info', ...env },
  });
  let text = '';
  let runs = false;
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (runs) return;
      // The last line may still lack its end.
      const lines = text.split('\n').slice(0, -1);
      const line = lines.find((each) => each.includes('Regulars is running'));
      if (!line) return;
      runs = true;
      resolve((JSON.parse(line) as { url: string }).url);
    });
    child.once('exit', () => reject(new Error(`it ended:\n${text}`)));
  });
  // Whoever kills it while it starts does not ask whether it became ready.
  ready.catch(() => {});
  // A test run that ends in the middle leaves nothing behind.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  void exited.then(() => process.off('exit', end));
  return {
    child,
    ready,
    exited,
    log: () => text,
    stop() {
      child.kill('SIGTERM');
      // One that was put to sleep would not hear of it.
      child.kill('SIGCONT');
      return exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
